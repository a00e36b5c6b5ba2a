import { Component, computed, effect, input, linkedSignal, output, untracked, viewChild } from '@angular/core';

import { Button } from '../../shared/button/button';
import { TakeFocus } from '../../shared/take-focus';
import type { DoorParty, DoorVerdict } from '../scene';
import { actionWords, correctionWords, lateWords, partyWords } from '../strings';
import { verdictWords } from '../verdict-words';
import { BigNumber } from './big-number';
import { NeedList } from './need-list';
import { Stepper } from './stepper';
import { VerdictSymbol } from './verdict-symbol';

export interface Asked {
  readonly people: number;
  /** Places that were released are taken back for them. */
  readonly reclaim: boolean;
}

/** The verdict on a code that has let nobody in yet: words, symbol and colour, and what can be done about it. */
@Component({
  selector: 'azl-verdict-screen',
  imports: [BigNumber, Button, NeedList, Stepper, TakeFocus, VerdictSymbol],
  templateUrl: './verdict-screen.html',
  styleUrl: './verdict-screen.scss',
  host: { '[class]': 'said().tone' },
})
export class VerdictScreen {
  readonly verdict = input.required<DoorVerdict>();
  readonly canAdmit = input(0);
  /** Whether the door that the code is for can be opened here. */
  readonly canSwitch = input(false);
  /** What holds for those who come after the curtain; empty before it. */
  readonly latecomerRule = input('');
  readonly isWaiting = input(false);
  readonly admitted = output<Asked>();
  readonly switched = output();
  readonly left = output();

  protected readonly words = actionWords;
  protected readonly partyWords = partyWords;
  protected readonly correction = correctionWords;
  protected readonly late = lateWords;
  protected readonly said = computed(() => verdictWords(this.verdict()));
  protected readonly party = computed(() => this.verdict().party);
  protected readonly isReclaim = computed(() => this.verdict().kind === 'seats_released');
  protected readonly mayEnter = computed(() => this.said().tone === 'admit');
  /** How many come in now: all who are still outside, unless somebody says fewer. */
  protected readonly count = linkedSignal(() => this.canAdmit());

  private readonly heading = viewChild(TakeFocus);

  constructor() {
    effect(() => {
      this.said(); // another verdict on the same screen is to be read, too
      untracked(this.heading)?.focus();
    });
  }

  protected admitLabel(): string {
    const [count, of] = [this.count(), this.canAdmit()];
    if (this.isReclaim()) return this.words.reclaim(count);
    return count === of ? this.words.admitAll(of) : this.words.admit(count, of);
  }

  /** How many they are stands large above where somebody may come in. */
  protected whoTheyAre({ partySize, reference }: DoorParty): string {
    const people = this.mayEnter() ? '' : this.partyWords.people(partySize);
    return [people, reference].filter(Boolean).join(' · ');
  }
}
