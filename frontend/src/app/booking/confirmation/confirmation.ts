import { Component, computed, input, output } from '@angular/core';

import type { Reservation } from '../../api/types';
import { Button } from '../../shared/button/button';
import { dayAndTime } from '../../shared/clock';
import { TakeFocus } from '../../shared/take-focus';
import { doneWords, performanceWords } from '../strings';

/** Last step: the seats are asked for, and the visitor's mail holds the link that confirms them. */
@Component({
  selector: 'azl-confirmation',
  imports: [Button, TakeFocus],
  templateUrl: './confirmation.html',
  styleUrl: './confirmation.scss',
})
export class Confirmation {
  readonly reservation = input.required<Reservation>();
  readonly startedAgain = output();

  protected readonly words = doneWords;
  protected readonly people = performanceWords.people;
  protected readonly said = computed(() => told(this.reservation()));
  protected readonly deadline = computed(() => {
    const { status, confirm_before: before } = this.reservation();
    return status === 'pending' && before ? doneWords.confirmBefore(dayAndTime(before)) : '';
  });
}

/** A repeated request is answered with the reservation as it is by now. */
function told({ status, email }: Reservation): { heading: string; text: string } {
  switch (status) {
    case 'pending':
      return { heading: doneWords.checkMail, text: doneWords.pending(email) };
    case 'confirmed':
      return { heading: doneWords.alreadyConfirmed, text: doneWords.confirmed(email) };
    case 'cancelled':
    case 'expired':
      return { heading: doneWords.over, text: doneWords.overText };
  }
}
