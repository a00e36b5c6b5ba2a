import { Component, computed, effect, input, linkedSignal, output, untracked, viewChild } from '@angular/core';

import type { Refusal } from '../../api/refusal';
import type { DoorPerformance, PassCode, Preview } from '../../api/types';
import { Button } from '../../shared/button/button';
import { TakeFocus } from '../../shared/take-focus';
import { actionWords, doorNeedWords, partyWords } from '../strings';
import { doorRefusalWords, verdictWords } from '../verdict-words';
import { VerdictSymbol } from './verdict-symbol';

/** The verdict on one code: words, symbol and colour, and what can be done about it. */
@Component({
  selector: 'azl-verdict-screen',
  imports: [Button, TakeFocus, VerdictSymbol],
  templateUrl: './verdict-screen.html',
  styleUrl: './verdict-screen.scss',
  host: { '[class]': 'said().tone' },
})
export class VerdictScreen {
  readonly code = input.required<PassCode>();
  /** Either what the preview found, or why the admission was refused. */
  readonly preview = input<Preview>();
  readonly refusal = input<Refusal>();
  readonly performances = input.required<readonly DoorPerformance[]>();
  readonly isWaiting = input(false);
  readonly admitted = output<number>();
  readonly switched = output<number>();
  readonly left = output();

  protected readonly words = actionWords;
  protected readonly partyWords = partyWords;
  protected readonly needWords = doorNeedWords;
  protected readonly said = computed(() => this.judge());
  protected readonly party = computed(() => this.preview()?.reservation);
  protected readonly toCome = computed(() => this.admissible());
  /** How many come in now: all who are still outside, unless somebody says fewer. */
  protected readonly count = linkedSignal(() => this.toCome());
  /** The door this code is for, when it is one that can be opened here. */
  protected readonly otherDoor = computed(() => {
    const id = this.wrongPerformance();
    return this.performances().find((performance) => performance.id === id);
  });

  private readonly heading = viewChild(TakeFocus);

  constructor() {
    effect(() => {
      this.said(); // another verdict on the same screen is to be read, too
      untracked(this.heading)?.focus();
    });
  }

  protected admitLabel(): string {
    const [count, of] = [this.count(), this.toCome()];
    return count === of ? this.words.admitAll(of) : this.words.admit(count, of);
  }

  protected change(by: number): void {
    this.count.update((count) => Math.min(this.toCome(), Math.max(1, count + by)));
  }

  private judge(): ReturnType<typeof verdictWords> {
    const [preview, refusal] = [this.preview(), this.refusal()];
    if (preview) return verdictWords(preview);
    if (refusal) return doorRefusalWords(refusal);
    throw new Error('A verdict needs a preview or a refusal.');
  }

  private admissible(): number {
    const preview = this.preview();
    const mayEnter = preview?.verdict === 'admit' || preview?.verdict === 'already_checked_in';
    return mayEnter ? preview.reservation.to_come : 0;
  }

  private wrongPerformance(): number | undefined {
    const [preview, refusal] = [this.preview(), this.refusal()];
    if (preview?.verdict === 'wrong_performance') return preview.performance.id;
    return refusal?.code === 'wrong_performance' ? refusal.facts.performance?.id : undefined;
  }
}
