import { Component, computed, DestroyRef, effect, inject, input, output } from '@angular/core';

import { BookingApi } from '../../api/booking-api';
import { Button } from '../../shared/button/button';
import { dayAndTime } from '../../shared/clock';
import { Poll } from '../../shared/poll';
import { TakeFocus } from '../../shared/take-focus';
import { type Booked, seen, statusOf } from '../booked';
import { MailHelp } from '../mail-help/mail-help';
import { doneWords, performanceWords } from '../strings';

/** The link is mostly opened within minutes, on this device or on another. */
const FOLLOW_PACE = { everyMs: 2_000, restingMs: 10_000, restsAfterMs: 300_000 };

/** Last step: the seats are asked for, and the visitor's mail holds the link that confirms them. */
@Component({
  selector: 'azl-confirmation',
  imports: [Button, MailHelp, TakeFocus],
  templateUrl: './confirmation.html',
  styleUrl: './confirmation.scss',
})
export class Confirmation {
  readonly booked = input.required<Booked>();
  readonly note = input('');
  readonly takesFocus = input(true);
  /** The reservation as it is by now. */
  readonly seen = output<Booked>();
  readonly startedAgain = output();
  readonly bookedAgain = output();

  private readonly api = inject(BookingApi);
  private etag = '';

  protected readonly words = doneWords;
  protected readonly people = performanceWords.people;
  protected readonly status = computed(() => statusOf(this.booked()));
  protected readonly said = computed(() => told(this.booked()));
  protected readonly deadline = computed(() => {
    const { confirmBefore } = this.booked();
    return this.status() === 'pending' && confirmBefore ? doneWords.confirmBefore(dayAndTime(confirmBefore)) : '';
  });

  constructor() {
    const poll = new Poll(() => this.look(), FOLLOW_PACE);
    effect(() => {
      if (this.booked().followToken) poll.start();
      else poll.stop();
    });
    inject(DestroyRef).onDestroy(() => { poll.stop(); });
  }

  private async look(): Promise<void> {
    const { followToken } = this.booked();
    const { value, refusal } = await this.api.follow(followToken, this.etag);
    const now = this.booked();
    if (now.followToken !== followToken) return; // over, or another reservation by now
    if (refusal?.code === 'not_found') this.seen.emit({ ...now, followToken: '' });
    if (!value) return;
    this.etag = value.etag;
    if (value.followed) this.seen.emit(seen(now, value.followed));
  }
}

function told(booked: Booked): { heading: string; text: string } {
  switch (statusOf(booked)) {
    case 'pending':
      return { heading: doneWords.checkMail, text: doneWords.pending(booked.email) };
    case 'confirmed':
      return { heading: doneWords.alreadyConfirmed, text: doneWords.confirmed(booked.email) };
    case 'cancelled':
      return { heading: doneWords.cancelled, text: doneWords.cancelledText };
    case 'expired':
      return { heading: doneWords.expired, text: doneWords.expiredText };
  }
}
