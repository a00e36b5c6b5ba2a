import { TestBed } from '@angular/core/testing';

import { FakeSound } from '../../../testing/devices';
import { Sounds } from './sounds';

describe('the sounds of the door', () => {
  let heard: FakeSound;

  beforeEach(() => { heard = new FakeSound(); });

  afterEach(() => {
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  async function unlocked(): Promise<Sounds> {
    const sounds = TestBed.inject(Sounds);
    await sounds.unlock();
    return sounds;
  }

  it('are short and high, double, and long and low', async () => {
    const sounds = await unlocked();
    const told = (['admit', 'already', 'refused'] as const).map((tone) => {
      heard.played.length = 0;
      sounds.play(tone);
      return [...heard.played];
    });

    const [[admit], already, [refused]] = told;
    expect(told.map(({ length }) => length)).toEqual([1, 2, 1]);
    expect(admit.hertz).toBeGreaterThan(already[0].hertz);
    expect(already[0].hertz).toBeGreaterThan(refused.hertz);
    expect(refused.seconds).toBeGreaterThan(3 * admit.seconds);
  });

  it('are silent until a press lets them', async () => {
    const sounds = TestBed.inject(Sounds);
    sounds.play('admit');
    expect(heard.played).toEqual([]);
    expect(sounds.isReady()).toBe(false);

    await sounds.unlock();
    sounds.play('admit');
    expect(heard.played).toHaveLength(1);
    expect(sounds.isReady()).toBe(true);
  });

  it('can be all heard, one after another, also when they are muted', async () => {
    const sounds = await unlocked();
    sounds.setMuted(true);
    sounds.playAll();

    expect(heard.played).toHaveLength(4);
    expect(heard.played.map(({ at }) => at)).toEqual([...heard.played].sort((a, b) => a.at - b.at).map(({ at }) => at));
  });

  it('stay muted on this phone', async () => {
    (await unlocked()).setMuted(true);
    TestBed.resetTestingModule();
    const sounds = await unlocked();
    sounds.play('refused');

    expect(sounds.isMuted()).toBe(true);
    expect(heard.played).toEqual([]);
    sounds.setMuted(false);
    sounds.play('refused');
    expect(heard.played).toHaveLength(1);
  });

  it('that the browser keeps back are not ready, and nothing breaks', async () => {
    heard.isBlocked = true;
    const sounds = await unlocked();
    sounds.play('admit');

    expect(sounds.isReady()).toBe(false);
    expect(heard.played).toEqual([]);
  });

  it('that a call interrupts are told to be gone', async () => {
    const sounds = await unlocked();
    heard.context!.change('suspended');

    expect(sounds.isReady()).toBe(false);
  });

  it('need no sound at all', async () => {
    vi.stubGlobal('AudioContext', undefined);

    expect((await unlocked()).isReady()).toBe(false);
  });
});
