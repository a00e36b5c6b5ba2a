import { inject, Injectable } from '@angular/core';

import type { Scene } from '../scene';
import { type Tone, verdictWords } from '../verdict-words';
import { Sounds } from './sounds';
import { vibrate } from './vibration';

interface Told {
  readonly code: number;
  readonly tone: Tone;
  readonly scanId: string;
}

/** Tells each verdict by sound and vibration, once, and only when it stands on the screen. */
@Injectable({ providedIn: 'root' })
export class Feedback {
  private readonly sounds = inject(Sounds);
  private codes = 0;
  private told?: Told;

  /** A new code is judged: its verdict is to be told even when it is like the one before. */
  newCode(): void {
    this.codes += 1;
  }

  /** The server's answer that only completes a verdict is silent, one that turns it over is not. */
  tell(scene: Scene): void {
    if (scene.at !== 'verdict' && scene.at !== 'admitted') return;
    const { tone } = verdictWords(scene.verdict);
    const scanId = scene.at === 'admitted' ? scene.admission.scanId : '';
    const [before, now] = [this.told, { code: this.codes, tone, scanId }];
    this.told = now;
    if (before && !isNews(before, now)) return;
    void drawn().then(() => {
      measureVerdict();
      this.sounds.play(tone);
      vibrate(tone);
    });
  }
}

function isNews(before: Told, now: Told): boolean {
  if (now.code !== before.code || now.tone !== before.tone) return true;
  return now.scanId !== '' && now.scanId !== before.scanId;
}

/** The first moment after the frame that shows what has just been put on the screen. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => { setTimeout(resolve); });
  });
}

const DECODED = 'azl-decoded';

/** Marks the moment a code was read, so that the time to its verdict can be measured from outside. */
export function markDecoded(): void {
  performance.mark(DECODED);
}

function measureVerdict(): void {
  if (!performance.getEntriesByName(DECODED).length) return;
  performance.measure('azl-verdict', DECODED);
  performance.clearMarks(DECODED);
}
