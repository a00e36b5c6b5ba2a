import type { MockInstance } from 'vitest';

import { CameraView } from '../../../testing/camera-view';
import { FakeCameras, unequip } from '../../../testing/devices';
import { Screen } from '../../../testing/screen';
import { Scanner } from './scanner';

const ONE = 'https://theatre.example/r/aZ9_-q12xyAAAA.bb';
const OTHER = 'https://theatre.example/r/another-pass_AA.cc';

describe('the scanner', () => {
  let screen: Screen<Scanner>;
  let cameras: FakeCameras;
  let view: CameraView;
  let decoded: string[];
  let now: number;
  let clock: MockInstance<() => number>;

  beforeEach(() => {
    cameras = new FakeCameras();
    view = new CameraView();
    decoded = [];
    now = 0;
    clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  });

  afterEach(() => {
    screen.leave();
    view.end();
    unequip();
    vi.restoreAllMocks();
    localStorage.clear();
  });

  function start(inputs: Record<string, unknown> = {}): void {
    screen = new Screen(Scanner, inputs);
    screen.fixture.componentInstance.decoded.subscribe((code) => decoded.push(code));
  }

  /** The next pictures, a tenth of a second apart. */
  async function look(pictures = 1): Promise<void> {
    for (let count = 0; count < pictures; count += 1) {
      now += 100;
      await view.next();
    }
  }

  it('reads a code once as long as it is in view', async () => {
    start();
    view.see(ONE);
    await look(25);

    expect(decoded).toEqual([ONE]);
  });

  it('goes on from one code to the next without a stop', async () => {
    start();
    for (const code of [ONE, OTHER]) {
      view.see(code);
      await look(2);
    }

    expect(decoded).toEqual([ONE, OTHER]);
    expect(cameras.asked).toHaveLength(1);
  });

  it('reads a code again that was away for two seconds, not for one', async () => {
    start();
    view.see(ONE);
    await look();
    view.see();
    await look(10);
    view.see(ONE);
    await look();
    expect(decoded).toEqual([ONE]);
    view.see();
    await look(21);
    view.see(ONE);
    await look();

    expect(decoded).toEqual([ONE, ONE]);
  });

  it('reads both of two codes side by side, each once', async () => {
    start();
    view.see(ONE, OTHER);
    await look(6);

    expect(decoded).toHaveLength(2);
    expect(new Set(decoded)).toEqual(new Set([ONE, OTHER]));
  });

  it('sees nothing in a blank wall', async () => {
    start();
    await look(3);

    expect(decoded).toEqual([]);
  });

  it('reads nothing while another screen is open, and goes on after it', async () => {
    start({ isReading: false });
    view.see(ONE);
    await look(2);
    expect(decoded).toEqual([]);
    screen.fixture.componentRef.setInput('isReading', true);
    await look();

    expect(decoded).toEqual([ONE]);
  });

  it('rests as long as a look has taken, so that a slow phone keeps up', async () => {
    start();
    view.see(ONE);
    clock.mockImplementation(() => (now += 40)); // each look seems to last
    await view.next();
    clock.mockImplementation(() => now);
    view.see(OTHER);
    await view.next();
    expect(decoded).toEqual([ONE]);
    await look(3);

    expect(decoded).toEqual([ONE, OTHER]);
  });

  it('is only a picture beside a verdict', async () => {
    start({ isSmall: true });
    await look();

    expect(screen.element.className).toBe('small');
    expect(screen.element.querySelector('video')!.getAttribute('aria-label')).toBe('Immagine della fotocamera');
    expect(screen.names('button')).toEqual([]);
  });

  it('lights the torch where there is one', async () => {
    cameras.hasTorch = true;
    start();
    await screen.press('Accendi la torcia');
    expect(cameras.last.torch).toBe(true);
    await screen.press('Spegni la torcia');

    expect(cameras.last.torch).toBe(false);
  });

  it('changes to another camera and reads on', async () => {
    cameras.ids.push('wide');
    start();
    await look();
    await screen.press('Cambia fotocamera');
    view.see(ONE);
    await look(2);

    expect(cameras.asked).toHaveLength(2);
    expect(decoded).toEqual([ONE]);
  });

  it('stops when it is told to', async () => {
    start();
    const stopped = vi.fn();
    screen.fixture.componentInstance.stopped.subscribe(stopped);
    await look();
    await screen.press('Ferma la fotocamera');

    expect(stopped).toHaveBeenCalledOnce();
    expect(cameras.last.isStopped).toBe(true);
  });

  it('says why there is no picture and what to do, and tries again', async () => {
    cameras.refusal = 'NotAllowedError';
    start();
    await screen.shows('La fotocamera non è permessa');
    expect(screen.text('[role=alert]')).toContain('Intanto puoi scrivere il codice o cercare un nome.');
    cameras.refusal = '';
    await screen.press('Riprova la fotocamera');
    view.see(ONE);
    await look();

    expect(decoded).toEqual([ONE]);
  });

  it('takes no room beside a verdict without a picture', async () => {
    cameras.refusal = 'NotFoundError';
    start({ isSmall: true });
    await screen.settle();

    expect(screen.text()).toBe('');
  });

  it('looks at nothing any more when it is gone', async () => {
    start();
    await look();
    view.see(ONE);
    screen.fixture.destroy();
    await view.next();

    expect(decoded).toEqual([]);
    expect(view.isWatched).toBe(false);
  });
});
