import { Component, computed, input, output } from '@angular/core';

import { Button } from '../../shared/button/button';
import type { ReservationForm } from '../reservation-form';
import { lossWords } from '../strings';

/** The way on from a date that cannot be had: the next ones of the same show, one tap each. */
@Component({
  selector: 'azl-next-dates',
  imports: [Button],
  template: `
    @if (dates().length) {
      <p>{{ words.next }}</p>
      @for (date of dates(); track date.id) {
        <button azlButton="outlined" type="button" (click)="picked.emit(date.id)">{{ date.starts_label }}</button>
      }
    } @else {
      <p>{{ words.noNext }}</p>
    }
  `,
  styleUrl: './next-dates.scss',
})
export class NextDates {
  readonly form = input.required<ReservationForm>();
  readonly picked = output<number>();

  protected readonly words = lossWords;
  protected readonly dates = computed(() => this.form().nextDates());
}
