import { Component, input, output } from '@angular/core';

import { Notice } from '../../shared/notice/notice';
import { Panel } from '../panel/panel';
import { partyWords } from '../strings';
import { walkUpWords } from './strings';

const NUMBERS = [1, 2, 3, 4, 5, 6] as const;

/** People without a reservation: one press on their number lets them in. */
@Component({
  selector: 'azl-walk-up',
  imports: [Notice, Panel],
  template: `
    <azl-panel isKeypad [heading]="words.heading" (left)="left.emit()">
      @if (isAlone()) {
        <azl-notice [heading]="words.alone" [text]="words.aloneText" [takesFocus]="false" />
      } @else {
        <p>{{ free() > 0 ? words.free(free()) : words.full }}</p>
        <ng-content />
        <div class="keys" role="group" [attr.aria-label]="words.keys">
          @for (number of numbers; track number) {
            <button
              type="button"
              [attr.aria-label]="people(number)"
              [attr.aria-disabled]="isWaiting() || null"
              (click)="choose(number)"
            >
              {{ number }}
            </button>
          }
        </div>
      }
    </azl-panel>
  `,
  styleUrl: './walk-up.scss',
})
export class WalkUp {
  readonly free = input.required<number>();
  /** Without the network two phones could give away the same seats. */
  readonly isAlone = input(false);
  readonly isWaiting = input(false);
  readonly chose = output<number>();
  readonly left = output();

  protected readonly words = walkUpWords;
  protected readonly people = partyWords.people;
  protected readonly numbers = NUMBERS;

  protected choose(number: number): void {
    if (!this.isWaiting()) this.chose.emit(number);
  }
}
