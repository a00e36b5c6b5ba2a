import { booleanAttribute, Component, computed, effect, ElementRef, inject, input, output, viewChild } from '@angular/core';

import { Button } from '../../shared/button/button';
import { TakeFocus } from '../../shared/take-focus';
import type { Admission, DoorVerdict } from '../scene';
import { secondsUntil } from '../seconds-until';
import { actionWords, admittedWords, lateWords, partyWords } from '../strings';
import { BigNumber } from '../verdict/big-number';
import { NeedList } from '../verdict/need-list';
import { VerdictSymbol } from '../verdict/verdict-symbol';

/** A party has been let in: what was counted, and for ten seconds the way to take it back. */
@Component({
  selector: 'azl-admitted',
  imports: [BigNumber, Button, NeedList, TakeFocus, VerdictSymbol],
  templateUrl: './admitted.html',
  styleUrl: './admitted.scss',
  host: { '[class.admit]': '!isUndone()' },
})
export class Admitted {
  readonly verdict = input.required<DoorVerdict>();
  readonly admission = input.required<Admission>();
  /** Whether the same code can be asked again, for fewer of them: walk-ups have none. */
  readonly canBeFewer = input(true);
  readonly isUndone = input(false, { transform: booleanAttribute });
  /** Whether the screen goes by itself when nothing can be taken back any more. */
  readonly leavesByItself = input(false);
  readonly latecomerRule = input('');
  readonly isWaiting = input(false);
  readonly undid = output();
  readonly fewer = output();
  readonly left = output();

  protected readonly words = actionWords;
  protected readonly admittedWords = admittedWords;
  protected readonly late = lateWords;
  protected readonly party = computed(() => this.verdict().party);
  protected readonly heading = computed(() => admittedWords.heading(this.admission().people));
  protected readonly secondsLeft = secondsUntil(() => this.admission().undoUntil);
  protected readonly canUndo = computed(() => !this.isUndone() && this.secondsLeft() > 0);
  protected readonly mayBeFewer = computed(() => this.canBeFewer() && this.admission().people > 1);
  protected readonly outside = computed(() => {
    const toCome = this.party()?.toCome ?? 0;
    return toCome > 0 ? partyWords.toCome(toCome) : '';
  });

  private readonly title = viewChild.required(TakeFocus);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    effect(() => {
      if (this.secondsLeft() > 0 || this.isWaiting()) return;
      if (this.leavesByItself()) this.left.emit();
      else this.keepFocus();
    });
  }

  /** A button that goes away must not take the focus with it. */
  private keepFocus(): void {
    const pair = this.host.querySelector('.pair');
    if (pair?.contains(document.activeElement)) this.title().focus();
  }
}
