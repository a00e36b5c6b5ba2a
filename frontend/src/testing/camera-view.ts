/** What the camera sees: codes as this project makes them, drawn into the pictures that the reader takes. */
import encodeQR from 'qr';

const [WIDTH, HEIGHT] = [640, 320];
const MODULE = 4;

interface Picture {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

export class CameraView {
  private picture = draw([]);
  private waiting: (() => void)[] = [];
  readonly videos = new Set<HTMLVideoElement>();

  constructor() {
    const { videos } = this;
    const context = {
      drawImage: () => undefined,
      getImageData: () => ({ ...this.picture, data: this.picture.data.slice() }),
    };
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function play(this: HTMLVideoElement) {
      videos.add(this);
      return Promise.resolve();
    });
    vi.spyOn(HTMLVideoElement.prototype, 'videoWidth', 'get').mockReturnValue(WIDTH);
    vi.spyOn(HTMLVideoElement.prototype, 'videoHeight', 'get').mockReturnValue(HEIGHT);
    const ask = (callback: () => void): void => { this.waiting.push(callback); };
    Object.assign(HTMLVideoElement.prototype, { requestVideoFrameCallback: ask });
  }

  /** Holds these codes side by side before the camera; none is a blank wall. */
  see(...codes: string[]): void {
    this.picture = draw(codes);
  }

  /** The camera gives its next picture, as soon as somebody waits for it. */
  async next(): Promise<void> {
    await vi.waitFor(() => { expect(this.waiting).not.toHaveLength(0); });
    this.waiting.splice(0).forEach((look) => { look(); });
  }

  get isWatched(): boolean {
    return this.waiting.length > 0;
  }

  end(): void {
    Reflect.deleteProperty(HTMLVideoElement.prototype, 'requestVideoFrameCallback');
  }
}

function draw(codes: readonly string[]): Picture {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  codes.forEach((code, index) => {
    const modules = encodeQR(code, 'raw', { ecc: 'medium', border: 4 });
    const left = 10 + index * 310;
    modules.forEach((row, y) => {
      row.forEach((isDark, x) => {
        if (isDark) paint(data, left + x * MODULE, 10 + y * MODULE);
      });
    });
  });
  return { data, width: WIDTH, height: HEIGHT };
}

function paint(data: Uint8ClampedArray, left: number, top: number): void {
  for (let y = top; y < top + MODULE; y += 1) {
    for (let x = left; x < left + MODULE; x += 1) data.fill(0, (y * WIDTH + x) * 4, (y * WIDTH + x) * 4 + 3);
  }
}
