import { Component, computed, effect, type ElementRef, inject, input, output, viewChild } from '@angular/core';

import { Button } from '../../shared/button/button';
import { Camera } from './camera';
import { CodeReader } from './code-reader';
import { CodesInView } from './codes-in-view';
import { eachPicture } from './each-picture';
import { cameraTroubleWords, scannerWords } from './strings';

/** The live picture of the camera, which reads one code after another and never stops in between. */
@Component({
  selector: 'azl-scanner',
  imports: [Button],
  templateUrl: './scanner.html',
  styleUrl: './scanner.scss',
  host: { '[class.small]': 'isSmall()' },
})
export class Scanner {
  /** Beside a verdict the picture is small, so that the next code can be aimed at. */
  readonly isSmall = input(false);
  /** False while another screen is open: what the camera then sees lets nobody in. */
  readonly isReading = input(true);
  readonly decoded = output<string>();
  readonly stopped = output();

  protected readonly camera = inject(Camera);
  protected readonly words = scannerWords;
  protected readonly trouble = computed(() => {
    const trouble = this.camera.trouble();
    return trouble && cameraTroubleWords(trouble);
  });

  private readonly video = viewChild<ElementRef<HTMLVideoElement>>('video');
  private readonly codes = new CodesInView();

  constructor() {
    void this.camera.start();
    effect((onCleanup) => {
      const [video, stream] = [this.video()?.nativeElement, this.camera.stream()];
      if (!video || !stream) return;
      onCleanup(this.watch(video, stream));
    });
  }

  protected stop(): void {
    this.camera.stop();
    this.stopped.emit();
  }

  protected tryAgain(): void {
    void this.camera.start();
  }

  /** Reads the stream until the returned function is called. */
  private watch(video: HTMLVideoElement, stream: MediaStream): () => void {
    let isOver = false;
    let stop = (): void => { isOver = true; };
    video.srcObject = stream;
    void video.play().catch(() => undefined); // a stream that was replaced meanwhile
    void import('qr/decode.js').then(({ decodeQR }) => {
      const reader = new CodeReader(decodeQR);
      if (!isOver) stop = eachPicture(video, () => { this.look(reader, video); });
    });
    return () => { stop(); };
  }

  private look(reader: CodeReader, video: HTMLVideoElement): void {
    if (!this.isReading()) return;
    const now = performance.now();
    this.codes.forgetUnseen(now);
    const code = reader.read(video, (seen) => this.codes.isNew(seen, now));
    if (code !== undefined) this.decoded.emit(code);
  }
}
