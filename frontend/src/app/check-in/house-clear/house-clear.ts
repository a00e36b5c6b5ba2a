import { Component, computed, input, output, signal } from '@angular/core';

import { Button } from '../../shared/button/button';
import { Notice } from '../../shared/notice/notice';
import { doorClock } from '../door-clock';
import { Panel } from '../panel/panel';
import { houseClearWords } from './strings';

/** Tells the stage that the house is in: asked once, then how many are in, out and late, and the stage's own page. */
@Component({
  selector: 'azl-house-clear',
  imports: [Button, Notice, Panel],
  templateUrl: './house-clear.html',
  styleUrl: '../panel/in-panel.scss',
})
export class HouseClear {
  readonly inside = input.required<number>();
  readonly outside = input.required<number>();
  readonly late = input(0);
  readonly clearedAt = input<string | null>(null);
  readonly stageUrl = input('');
  readonly isAlone = input(false);
  readonly isWaiting = input(false);
  readonly confirmed = output();
  readonly left = output();

  protected readonly words = houseClearWords;
  protected readonly isCopied = signal(false);
  protected readonly canShare = 'share' in navigator;
  protected readonly heading = computed(() => {
    const at = this.clearedAt();
    return at ? houseClearWords.doneHeading(doorClock(at)) : houseClearWords.heading;
  });
  protected readonly numbers = computed(() => {
    const numbers = [
      { label: houseClearWords.inside, value: this.inside() },
      { label: houseClearWords.outside, value: this.outside() },
    ];
    return this.clearedAt() ? [...numbers, { label: houseClearWords.late, value: this.late() }] : numbers;
  });

  protected async pass(): Promise<void> {
    const url = new URL(this.stageUrl(), location.origin).href;
    try {
      if (this.canShare) await navigator.share({ title: houseClearWords.stage, url });
      else await navigator.clipboard.writeText(url);
      this.isCopied.set(!this.canShare);
    } catch {
      // Shared with nobody, or not allowed to copy: the link itself stands above.
    }
  }
}
