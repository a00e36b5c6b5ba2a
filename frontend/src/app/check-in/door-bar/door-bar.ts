import { Component, computed, input, linkedSignal, output } from '@angular/core';

import type { DoorCounts, DoorPerformance } from '../../api/types';
import { Button } from '../../shared/button/button';
import { countWords, doorWords } from '../strings';

/** Which door this is, how full the house is, and the way to another door. */
@Component({
  selector: 'azl-door-bar',
  imports: [Button],
  templateUrl: './door-bar.html',
  styleUrl: './door-bar.scss',
  host: { '[class.compact]': 'isLocked()' },
})
export class DoorBar {
  /** None in a practice, which has no performance. */
  readonly performances = input.required<readonly DoorPerformance[]>();
  readonly chosen = input<DoorPerformance>();
  readonly counts = input<DoorCounts>();
  /** While another screen is shown the door stays what it is, and takes less room. */
  readonly isLocked = input(false);
  readonly chose = output<number>();

  protected readonly words = doorWords;
  protected readonly countWords = countWords;
  protected readonly isChoosing = linkedSignal(() => this.chosen() === undefined);
  protected readonly named = computed(() => (this.performances().length ? this.chosen() : undefined));
  protected readonly shownCounts = computed(() => {
    const counts = this.counts();
    return counts && [
      { label: countWords.admitted, value: counts.admitted },
      { label: countWords.toCome, value: counts.to_come },
      { label: countWords.walkUps, value: counts.walk_ups },
      { label: countWords.free, value: counts.free },
    ];
  });

  protected choose(id: number): void {
    this.isChoosing.set(false);
    this.chose.emit(id);
  }
}
