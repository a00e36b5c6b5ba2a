import { Component, computed, input, output } from '@angular/core';

import type { CheckInRecord } from '../../api/types';
import { Button } from '../../shared/button/button';
import { TakeFocus } from '../../shared/take-focus';
import { actionWords, admittedWords, partyWords } from '../strings';
import { VerdictSymbol } from '../verdict/verdict-symbol';

/** A party has been let in: what was counted, and the way to take it back. */
@Component({
  selector: 'azl-admitted',
  imports: [Button, TakeFocus, VerdictSymbol],
  templateUrl: './admitted.html',
  styleUrl: './admitted.scss',
  host: { '[class.admit]': '!isUndone()' },
})
export class Admitted {
  readonly record = input.required<CheckInRecord>();
  readonly isWaiting = input(false);
  readonly undid = output();
  readonly left = output();

  protected readonly words = actionWords;
  protected readonly partyWords = partyWords;
  protected readonly isUndone = computed(() => this.record().undone_at !== null);
  protected readonly said = computed(() =>
    this.isUndone()
      ? { heading: admittedWords.undone, text: admittedWords.undoneText }
      : { heading: admittedWords.heading(this.record().admitted), text: this.whoIsOutside() },
  );

  private whoIsOutside(): string {
    const { to_come: toCome } = this.record().reservation;
    return toCome > 0 ? partyWords.toCome(toCome) : '';
  }
}
