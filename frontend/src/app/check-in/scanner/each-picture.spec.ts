import { eachPicture } from './each-picture';

describe('the pictures of a video', () => {
  afterEach(() => { vi.useRealTimers(); });

  it('are looked at by the clock where the browser does not announce them', () => {
    vi.useFakeTimers();
    let looks = 0;
    const stop = eachPicture({} as HTMLVideoElement, () => { looks += 1; });
    vi.advanceTimersByTime(600);
    expect(looks).toBe(10);
    stop();
    vi.advanceTimersByTime(600);

    expect(looks).toBe(10);
  });
});
