import type { decodeQR, FinderPoints } from 'qr/decode.js';

/** Enough for a code at arm's length, little enough for an old phone. */
const LONGEST_SIDE = 960;
/** How many codes are looked for in one picture. */
const MOST_CODES = 3;

type Decode = typeof decodeQR;

/** Reads QR codes from the pictures of a camera. */
export class CodeReader {
  private readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('2d', { willReadFrequently: true });

  constructor(private readonly decode: Decode) {}

  /** The first code of the picture that `isNew`. One that is not is covered, so that the one beside it is found. */
  read(video: HTMLVideoElement, isNew: (code: string) => boolean): string | undefined {
    const picture = this.pictureOf(video);
    for (let found = 0; picture && found < MOST_CODES; found += 1) {
      const [code, box] = this.find(picture);
      if (code === undefined) return undefined;
      if (isNew(code)) return code;
      if (box) cover(picture, box);
    }
    return undefined;
  }

  private pictureOf(video: HTMLVideoElement): ImageData | undefined {
    const { videoWidth, videoHeight } = video;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight));
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)];
    if (!width || !height || !this.context) return undefined;
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    this.context.drawImage(video, 0, 0, width, height);
    return this.context.getImageData(0, 0, width, height);
  }

  private find(picture: ImageData): readonly [string?, FinderPoints['boundingBox']?] {
    let box: FinderPoints['boundingBox'] | undefined;
    try {
      const code = this.decode(picture, { pointsOnDetect: (points) => { box = points.boundingBox; } });
      return [code, box];
    } catch {
      return []; // no code in this picture: it is thrown for each blank wall
    }
  }
}

function cover({ data, width, height }: ImageData, box: FinderPoints['boundingBox']): void {
  const [left, right] = [Math.max(0, Math.floor(box.x)), Math.min(width, Math.ceil(box.x + box.width))];
  const bottom = Math.min(height, Math.ceil(box.y + box.height));
  for (let row = Math.max(0, Math.floor(box.y)); row < bottom; row += 1) {
    data.fill(255, (row * width + left) * 4, (row * width + right) * 4);
  }
}
