import { TestBed } from '@angular/core/testing';

import { FakeCameras, setHidden, unequip } from '../../../testing/devices';
import { Camera, type CameraTrouble } from './camera';
import { cameraTroubleWords } from './strings';

describe('the camera', () => {
  let cameras: FakeCameras;

  beforeEach(() => { cameras = new FakeCameras(); });

  afterEach(() => {
    vi.useRealTimers();
    unequip();
    vi.restoreAllMocks();
    localStorage.clear();
  });

  async function started(): Promise<Camera> {
    const camera = TestBed.inject(Camera);
    await camera.start();
    return camera;
  }

  it('is the one at the back, and is asked for once', async () => {
    const camera = TestBed.inject(Camera);
    await Promise.all([camera.start(), camera.start()]);
    await camera.start();

    expect(cameras.asked).toHaveLength(1);
    expect(cameras.asked[0]).toMatchObject({ facingMode: 'environment' });
    expect(camera.stream()).toBeDefined();
    expect(camera.hasSeveral()).toBe(false);
  });

  it('that was chosen among several is remembered', async () => {
    cameras.ids.push('wide', 'front');
    const camera = await started();
    await camera.useNext();

    expect(cameras.tracks[0].isStopped).toBe(true);
    expect(cameras.asked[1]).toMatchObject({ deviceId: { exact: 'wide' } });
    TestBed.resetTestingModule();
    await started();
    expect(cameras.asked[2]).toMatchObject({ deviceId: { exact: 'wide' } });
  });

  it('that was chosen and is gone gives way to the one at the back', async () => {
    localStorage.setItem('azl-door-camera', 'pulled out');
    const camera = await started();

    expect(camera.stream()).toBeDefined();
    expect(cameras.asked[1]).toMatchObject({ facingMode: 'environment' });
    expect(localStorage.getItem('azl-door-camera')).toBe('');
  });

  it.each<[string, CameraTrouble]>([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotReadableError', 'in_use'],
    ['AbortError', 'in_use'],
    ['TypeError', 'failed'],
  ])('says what to do after %s', async (error, trouble) => {
    cameras.refusal = error;
    const camera = await started();

    expect(camera.trouble()).toBe(trouble);
    expect(cameraTroubleWords(trouble).text).not.toBe('');
    cameras.refusal = '';
    await camera.start();
    expect(camera.trouble()).toBeUndefined();
    expect(camera.stream()).toBeDefined();
  });

  it('cannot be had on a page that did not come over https', async () => {
    unequip();
    const camera = await started();

    expect(camera.trouble()).toBe('unsupported');
    expect(cameraTroubleWords('unsupported').text).toContain('https');
  });

  it('that another program takes is told', async () => {
    const camera = await started();
    cameras.last.dispatchEvent(new Event('ended'));

    expect(camera.trouble()).toBe('in_use');
    expect(camera.stream()).toBeUndefined();
  });

  it('that was let go before is not told when it ends', async () => {
    const camera = await started();
    camera.stop();
    cameras.last.dispatchEvent(new Event('ended'));

    expect(camera.trouble()).toBeUndefined();
  });

  it('that is left while it starts does not stay on', async () => {
    const camera = TestBed.inject(Camera);
    const starting = camera.start();
    camera.stop();
    await starting;

    expect(cameras.last.isStopped).toBe(true);
  });

  it('has a torch where the phone has one', async () => {
    cameras.hasTorch = true;
    const camera = await started();

    expect(camera.hasTorch()).toBe(true);
    await camera.switchTorch();
    expect([camera.isTorchOn(), cameras.last.torch]).toEqual([true, true]);
    await camera.switchTorch();
    expect([camera.isTorchOn(), cameras.last.torch]).toEqual([false, false]);
  });

  it('does not offer a torch that does not light', async () => {
    cameras.hasTorch = true;
    const camera = await started();
    cameras.last.applyConstraints = () => Promise.reject(new DOMException('', 'OverconstrainedError'));
    await camera.switchTorch();

    expect(camera.hasTorch()).toBe(false);
  });

  it('is given back by a phone that stays in a pocket, and taken again', async () => {
    vi.useFakeTimers();
    const camera = await started();
    setHidden(true);
    vi.advanceTimersByTime(59_000);
    expect(cameras.last.isStopped).toBe(false);
    vi.advanceTimersByTime(2_000);
    expect(cameras.last.isStopped).toBe(true);

    setHidden(false);
    await vi.waitFor(() => { expect(camera.stream()).toBeDefined(); });
    expect(cameras.tracks).toHaveLength(2);
  });

  it('stays on through a short look elsewhere', async () => {
    vi.useFakeTimers();
    await started();
    setHidden(true);
    vi.advanceTimersByTime(10_000);
    setHidden(false);
    vi.advanceTimersByTime(100_000);

    expect(cameras.tracks).toHaveLength(1);
    expect(cameras.last.isStopped).toBe(false);
  });

  it('is given back with the page', async () => {
    await started();
    window.dispatchEvent(new Event('pagehide'));

    expect(cameras.last.isStopped).toBe(true);
  });

  it('forgets its choice where nothing can be kept', async () => {
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => { throw new DOMException('', 'SecurityError'); });
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('', 'SecurityError'); });
    cameras.ids.push('wide');
    const camera = await started();
    await camera.useNext();

    expect(camera.stream()).toBeDefined();
  });
});
