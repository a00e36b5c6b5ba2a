import { afterNextRender, Component, effect, inject, Injector, input, signal, untracked } from '@angular/core';
import { submit, type ValidationError } from '@angular/forms/signals';

import { BookingApi } from '../api/booking-api';
import { type Answer, isDecided, type Refusal } from '../api/refusal';
import type { Performance, Reservation } from '../api/types';
import { Notice } from '../shared/notice/notice';
import { Waiting } from '../shared/waiting/waiting';
import { Confirmation } from './confirmation/confirmation';
import { IdempotencyKey } from './idempotency-key';
import { PerformanceStep } from './performance-step/performance-step';
import { bookingRefusalWords, type NextStep, nextStepWords } from './refusal-words';
import { ReservationForm } from './reservation-form';
import { stepWords } from './strings';
import { VisitorStep } from './visitor-step/visitor-step';

type Step = 'loading' | 'unavailable' | 'seats' | 'visitor' | 'done';

/** What was fetched for a show before its view was there. */
export interface FetchedPerformances {
  readonly show: string;
  readonly answer: Answer<readonly Performance[]>;
}

/** Books seats of one show: which performance and how many, who, and then "check your mail". */
@Component({
  selector: 'azl-booking-view',
  imports: [Confirmation, Notice, PerformanceStep, VisitorStep, Waiting],
  templateUrl: './booking.html',
  styleUrl: './booking.scss',
})
export class Booking {
  readonly show = input.required<string>();
  /** Address of the privacy page, where the site has one. */
  readonly privacy = input('');
  readonly fetched = input<FetchedPerformances>();

  private readonly api = inject(BookingApi);
  private readonly injector = inject(Injector);
  private readonly idempotencyKey = new IdempotencyKey();

  protected readonly words = stepWords;
  protected readonly step = signal<Step>('loading');
  protected readonly performances = signal<readonly Performance[]>([]);
  protected readonly form = new ReservationForm(this.performances);
  protected readonly refusal = signal<Refusal | undefined>(undefined);
  protected readonly reservation = signal<Reservation | undefined>(undefined);
  /** Once the visitor has moved between steps, each new step takes the focus. */
  protected readonly hasMoved = signal(false);

  constructor() {
    effect(() => {
      const [show, fetched] = [this.show(), this.fetched()];
      untracked(() => {
        if (fetched?.show === show) this.showPerformances(fetched.answer);
        else void this.load(show);
      });
    });
  }

  protected refusalWords(refusal: Refusal): { heading: string; text: string; nextStep: string } {
    const { heading, text, next } = bookingRefusalWords(refusal);
    return { heading, text, nextStep: nextStepWords(next) };
  }

  protected moveTo(step: Step): void {
    this.refusal.set(undefined);
    this.hasMoved.set(true);
    this.step.set(step);
  }

  protected async loadAgain(): Promise<void> {
    this.hasMoved.set(true);
    await this.load(this.show());
  }

  protected async send(): Promise<void> {
    this.refusal.set(undefined);
    await submit(this.form.fields, () => this.reserve());
  }

  protected async takeNextStep(refusal: Refusal): Promise<void> {
    const { next } = bookingRefusalWords(refusal);
    await this.nextSteps[next]();
  }

  /** Shows the field that a line of the summary is about, in whichever step it is. */
  protected goTo(problem: ValidationError.WithFieldTree): void {
    const isAboutSeats = this.form.fields.seats().errorSummary().includes(problem);
    this.step.set(isAboutSeats ? 'seats' : 'visitor');
    afterNextRender(() => { problem.fieldTree().focusBoundControl(); }, { injector: this.injector });
  }

  protected startAgain(): void {
    this.form.bookAnother();
    void this.loadAgain();
  }

  private readonly nextSteps: Record<NextStep, () => void | Promise<void>> = {
    choose: () => this.loadAgain(),
    refresh: () => this.loadAgain(),
    send: () => this.send(),
    reload: () => { location.reload(); },
    correct: () => undefined,
  };

  private async load(show: string): Promise<void> {
    this.refusal.set(undefined);
    this.step.set('loading');
    const answer = await this.api.performancesOf(show);
    if (show === this.show()) this.showPerformances(answer); // else the attribute has changed meanwhile
  }

  private showPerformances({ value, refusal }: Answer<readonly Performance[]>): void {
    if (refusal) {
      this.refusal.set(refusal);
      this.step.set('unavailable');
      return;
    }
    this.performances.set(value);
    this.form.chooseOnlyPerformance();
    this.step.set('seats');
  }

  private async reserve(): Promise<ValidationError.WithOptionalFieldTree[]> {
    const content = this.form.content();
    const performance = Number(this.form.draft().seats.performance);
    const key = this.idempotencyKey.keyFor({ performance, ...content });
    const { value, refusal } = await this.api.reserve(performance, content, key);
    if (refusal) return this.refused(refusal, { performance, ...content });
    this.idempotencyKey.renew();
    this.reservation.set(value);
    this.moveTo('done');
    return [];
  }

  private refused(refusal: Refusal, content: object): ValidationError.WithOptionalFieldTree[] {
    // After a conflict the old key can never succeed; a new one is a deliberate second reservation.
    if (refusal.code === 'idempotency_conflict') this.idempotencyKey.renew();
    else if (isDecided(refusal)) this.idempotencyKey.refused(content);
    this.refusal.set(refusal);
    return refusal.code === 'invalid' ? this.form.errorsOf(refusal) : [];
  }
}
