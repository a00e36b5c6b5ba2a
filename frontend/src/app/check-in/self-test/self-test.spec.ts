import { MatInputHarness } from '@angular/material/input/testing';

import { equip, FakeCameras, FakeSound, unequip } from '../../../testing/devices';
import { Screen } from '../../../testing/screen';
import { SelfTest } from './self-test';

const AT_19_12 = new Date(2026, 10, 21, 19, 12).getTime();
const LOADED = { listLoadedAt: AT_19_12, parties: 61, worksOffline: () => Promise.resolve(true) };

describe('the self-test', () => {
  let screen: Screen<SelfTest>;
  let cameras: FakeCameras;
  let sound: FakeSound;
  let patterns: number[][];

  beforeEach(() => {
    sound = new FakeSound();
    cameras = new FakeCameras();
    patterns = [];
    equip({
      wakeLock: { request: () => Promise.resolve(new EventTarget()) },
      vibrate: (pattern: number[]) => patterns.push(pattern),
    });
  });

  afterEach(() => {
    screen.leave();
    vi.unstubAllGlobals();
    unequip();
    localStorage.clear();
  });

  function start(inputs: Record<string, unknown> = LOADED): void {
    screen = new Screen(SelfTest, inputs);
  }

  const line = (name: string): [string, string] => {
    const found = [...screen.element.querySelectorAll('azl-check-line')].find((one) => one.querySelector('strong')!.textContent === name)!;
    return [found.className, found.querySelector('span')!.textContent];
  };

  it('goes green line by line', async () => {
    start();
    await screen.shows('Tutto a posto');

    expect(screen.texts('azl-check-line')).toEqual([
      'Fotocamera Vede',
      'Suono Pronto. Alza il volume',
      'Vibrazione Pronta',
      'Schermo acceso Non si spegne da solo',
      'Elenco di stasera Caricato alle 19:12, 61 prenotazioni',
      'Senza rete Si continua a far entrare',
    ]);
    expect(screen.element.querySelectorAll('azl-check-line.ok')).toHaveLength(6);
    expect(screen.element.querySelector('video')).not.toBeNull();
  });

  it('says of each line that fails why, and what to do', async () => {
    cameras.refusal = 'NotAllowedError';
    sound.isBlocked = true;
    equip({ wakeLock: { request: () => Promise.reject(new DOMException('', 'NotAllowedError')) } });
    start({ listLoadedAt: null, worksOffline: () => Promise.resolve(false) });
    await screen.shows('La fotocamera non è permessa');
    await screen.settle();

    expect(line('Fotocamera')[1]).toContain('permetti la fotocamera e riprova');
    expect(line('Suono')).toEqual(['failed', 'Il browser non lo lascia partire. Premi «Senti i tre suoni»']);
    expect(line('Schermo acceso')[0]).toBe('failed');
    expect(line('Elenco di stasera')).toEqual(['failed', 'Non caricato. Avvicinati alla rete e riprova']);
    expect(line('Senza rete')[0]).toBe('failed');
    expect(screen.text()).not.toContain('Tutto a posto');
  });

  it('tries again', async () => {
    cameras.refusal = 'NotReadableError';
    start();
    await screen.shows('La fotocamera è occupata');
    cameras.refusal = '';
    await screen.press('Riprova');

    await screen.shows('Tutto a posto');
    expect(screen.names('button')).not.toContain('Riprova');
  });

  it('takes no offence at a phone without vibration or with the sound off', async () => {
    localStorage.setItem('azl-door-muted', 'yes');
    unequip('vibrate');
    start();
    await screen.shows('Tutto a posto');

    expect(line('Vibrazione')[0]).toBe('none');
    expect(line('Suono')[0]).toBe('none');
    await screen.press('Rimetti il suono');
    expect(line('Suono')[0]).toBe('ok');
  });

  it('says what a browser cannot do', async () => {
    unequip('wakeLock');
    start();
    await screen.shows('Questo browser non lo tiene acceso');

    expect(line('Schermo acceso')[0]).toBe('failed');
  });

  it('waits in words for what takes its time', () => {
    start({ ...LOADED, worksOffline: () => new Promise(() => undefined) });

    expect(line('Senza rete')).toEqual(['waiting', 'Un momento…']);
    expect(line('Fotocamera')[0]).toBe('waiting');
  });

  it('plays the three sounds and vibrates', async () => {
    start();
    await screen.press('Senti i tre suoni');

    expect(sound.played).toHaveLength(4);
    expect(patterns).toHaveLength(1);
  });

  it('names the phone and opens the door', async () => {
    start({ ...LOADED, doorName: 'Ingresso' });
    const opened: string[] = [];
    screen.fixture.componentInstance.opened.subscribe((name) => opened.push(name));
    const name = await screen.loader.getHarness(MatInputHarness);
    expect(await name.getValue()).toBe('Ingresso');
    await name.setValue(' Scala B ');
    await screen.press('Apri la porta');

    expect(opened).toEqual(['Scala B']);
  });

  it('can be left', async () => {
    start();
    const left = vi.fn();
    screen.fixture.componentInstance.left.subscribe(left);
    await screen.press('Indietro');

    expect(left).toHaveBeenCalledOnce();
  });
});
