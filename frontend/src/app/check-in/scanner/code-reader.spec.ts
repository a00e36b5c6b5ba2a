import { decodeQR } from 'qr/decode.js';

import { CameraView } from '../../../testing/camera-view';
import { CodeReader } from './code-reader';

const CODES = ['https://theatre.example/r/aZ9_-q12xyAAAA.bb', 'https://theatre.example/r/another-pass_AA.cc'];

describe('the reader', () => {
  let view: CameraView;

  beforeEach(() => { view = new CameraView(); });

  afterEach(() => {
    view.end();
    vi.restoreAllMocks();
  });

  it('finds the code beside one that is known', () => {
    view.see(...CODES);
    const reader = new CodeReader(decodeQR);
    const known = reader.read(document.createElement('video'), () => true);

    expect(CODES).toContain(known);
    expect(reader.read(document.createElement('video'), (code) => code !== known)).toBe(CODES.find((one) => one !== known));
  });

  it('has nothing to read before the first picture, or without a canvas', () => {
    vi.spyOn(HTMLVideoElement.prototype, 'videoWidth', 'get').mockReturnValue(0);
    expect(new CodeReader(decodeQR).read(document.createElement('video'), () => true)).toBeUndefined();
    vi.spyOn(HTMLVideoElement.prototype, 'videoWidth', 'get').mockReturnValue(640);
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);

    expect(new CodeReader(decodeQR).read(document.createElement('video'), () => true)).toBeUndefined();
  });
});
