import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
  untracked,
} from '@angular/core';
import { submit, type ValidationError } from '@angular/forms/signals';

import { BookingApi } from '../api/booking-api';
import { type Answer, isDecided, isTurnedAway, type Refusal } from '../api/refusal';
import type { Performance } from '../api/types';
import { Notice } from '../shared/notice/notice';
import { Poll } from '../shared/poll';
import { Waiting } from '../shared/waiting/waiting';
import { type Booked, booked } from './booked';
import { Confirmation } from './confirmation/confirmation';
import { newKey } from './idempotency-key';
import { type Kept, readKept, writeKept } from './kept';
import { PerformanceStep } from './performance-step/performance-step';
import { bookingRefusalWords, INTERRUPTED, type NextStep, type Trouble } from './refusal-words';
import { emptyDraft, ReservationForm } from './reservation-form';
import { type Step, StepHistory } from './step-history';
import { stepWords } from './strings';
import { VisitorStep } from './visitor-step/visitor-step';

/** Availability stays fresh while somebody chooses or types. */
const AVAILABILITY_PACE = { everyMs: 5_000, restingMs: 30_000, restsAfterMs: 600_000 };

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
  /** The company's own words beside the tick, where it has any. */
  readonly consent = input('');
  /** What the company says while the mail is on its way. */
  readonly note = input('');
  /** A performance that was chosen elsewhere on the page; taken up once, and then no longer an attribute. */
  readonly performance = input('');
  readonly fetched = input<FetchedPerformances>();

  private readonly api = inject(BookingApi);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly words = stepWords;
  protected readonly step = signal<Step | 'loading' | 'unavailable'>('loading');
  protected readonly performances = signal<readonly Performance[]>([]);
  protected readonly form = new ReservationForm(this.performances);
  protected readonly refusal = signal<Trouble | undefined>(undefined);
  protected readonly booked = signal<Booked | undefined>(undefined);
  /** Once the visitor has moved between steps, each new step takes the focus. */
  protected readonly hasMoved = signal(false);
  /** The date came from elsewhere: the list of the others is folded until it is asked for. */
  protected readonly isFolded = signal(false);

  private readonly key = signal(newKey());
  private readonly isUnanswered = signal(false);
  /** The step that a reload comes back to: loading is none. */
  private readonly lastStep = linkedSignal<Step | 'loading' | 'unavailable', Step>({
    source: this.step,
    computation: (step, before) => (step === 'loading' || step === 'unavailable' ? (before?.value ?? 'seats') : step),
  });
  private readonly steps = computed(() => {
    const arrived = (step: Step): void => { this.arrive(step); };
    return new StepHistory(this.show(), this.lastStep, arrived);
  });
  private readonly poll = new Poll(() => this.refresh(), AVAILABILITY_PACE);

  constructor() {
    effect((onCleanup) => {
      const [show, fetched, steps] = [this.show(), this.fetched(), this.steps()];
      steps.listen();
      onCleanup(() => { steps.leave(); });
      untracked(() => {
        this.restore(readKept(show));
        if (fetched?.show === show) this.open(fetched.answer);
        else void this.load(show);
      });
    });
    effect(() => { this.keep(); });
    effect(() => {
      const isChoosing = this.step() === 'seats' || this.step() === 'visitor';
      if (isChoosing) this.poll.start();
      else this.poll.stop();
    });
    effect(() => {
      const [id, isOpen] = [Number(this.performance()), this.step() !== 'loading' && this.step() !== 'unavailable'];
      if (id && isOpen) untracked(() => { this.takeUp(id); });
    });
    // The last letter may be typed a moment before the page goes, and no effect runs any more.
    const leave = (): void => { this.keep(); };
    window.addEventListener('pagehide', leave);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('pagehide', leave);
      leave();
      this.poll.stop();
    });
  }

  protected refusalWords(refusal: Trouble): { heading: string; text: string } {
    return bookingRefusalWords(refusal);
  }

  protected goOn(): void {
    this.steps().push('visitor');
    this.arrive('visitor');
  }

  protected goBack(): void {
    if (!this.steps().back()) this.replaceBy('seats');
  }

  protected async loadAgain(): Promise<void> {
    this.hasMoved.set(true);
    await this.load(this.show());
  }

  protected async send(): Promise<void> {
    if (this.form.fields().submitting()) return;
    this.refusal.set(undefined);
    await submit(this.form.fields, () => this.reserve());
  }

  protected async takeNextStep(refusal: Trouble): Promise<void> {
    const { next } = bookingRefusalWords(refusal);
    await this.nextSteps[next]();
  }

  /** Shows the field that a line of the summary is about, in whichever step it is. */
  protected goTo(problem: ValidationError.WithFieldTree): void {
    const isAboutSeats = this.form.fields.seats().errorSummary().includes(problem);
    if (isAboutSeats) this.replaceBy('seats');
    this.afterwards(() => { problem.fieldTree().focusBoundControl(); });
  }

  /** Another date of the show, with everything else as it was typed. */
  protected pick(id: number): void {
    this.form.choose(id);
    this.refusal.set(undefined);
    if (this.step() === 'visitor' && this.form.isTooMany()) this.replaceBy('seats');
  }

  protected startAgain(): void {
    this.form.bookAnother();
    this.leaveBooked();
  }

  /** After a reservation that has expired: the same date and number, and whoever it was. */
  protected bookAgain({ typedEmail }: Booked): void {
    const { email } = this.form.fields.visitor;
    if (!email().value()) email().value.set(typedEmail);
    this.leaveBooked();
  }

  private readonly nextSteps: Record<NextStep, () => void | Promise<void>> = {
    choose: () => {
      this.replaceBy('seats');
      this.focusNumber();
    },
    refresh: () => { this.replaceBy('seats'); },
    send: () => this.send(),
    reload: () => { location.reload(); },
    correct: () => undefined,
  };

  private leaveBooked(): void {
    this.booked.set(undefined);
    this.replaceBy('seats');
  }

  private restore(kept: Kept): void {
    this.form.draft.set(kept.draft);
    this.key.set(kept.key);
    this.isUnanswered.set(kept.isUnanswered);
    this.booked.set(kept.booked);
    this.lastStep.set(this.steps().current() ?? kept.step);
  }

  private keep(): void {
    const kept = this.kept();
    if (this.step() !== 'loading') writeKept(untracked(this.show), kept);
  }

  private kept(): Kept {
    const [draft, step, isDone] = [this.form.draft(), this.lastStep(), this.step() === 'done'];
    return {
      draft: isDone ? { ...draft, visitor: emptyDraft().visitor } : draft,
      step,
      key: this.key(),
      isUnanswered: this.isUnanswered(),
      booked: this.booked(),
    };
  }

  private async load(show: string): Promise<void> {
    this.refusal.set(undefined);
    this.step.set('loading');
    const answer = await this.api.performancesOf(show);
    if (show === this.show()) this.open(answer); // else the attribute has changed meanwhile
  }

  private open({ value, refusal }: Answer<readonly Performance[]>): void {
    if (refusal) {
      this.refusal.set(refusal);
      this.step.set('unavailable');
      return;
    }
    this.takeFresh(value);
    this.form.chooseOnlyPerformance();
    const step = this.isUnanswered() ? 'visitor' : this.reachable(this.lastStep());
    this.steps().replace(step);
    this.step.set(step);
    if (this.isUnanswered()) this.refusal.set(INTERRUPTED);
  }

  /** What fails here is not told: what is on the screen is as good as before. */
  private async refresh(): Promise<void> {
    const show = this.show();
    const { value } = await this.api.performancesOf(show);
    if (value && show === this.show()) this.takeFresh(value);
  }

  private takeFresh(performances: readonly Performance[]): void {
    if (JSON.stringify(performances) === JSON.stringify(this.performances())) return;
    this.performances.set(performances);
    if (this.form.isTooMany()) this.form.fields.seats.partySize().markAsTouched();
    this.host.dispatchEvent(new CustomEvent('azl-availability', { bubbles: true, detail: { performances } }));
  }

  private takeUp(id: number): void {
    this.host.removeAttribute('performance');
    if (this.form.fields().submitting() || !this.performances().some((one) => one.id === id)) return;
    if (this.step() === 'done') this.startAgain();
    this.form.choose(id);
    this.isFolded.set(true);
    if (this.step() === 'visitor') this.goBack();
    this.focusNumber();
  }

  /** Shows a step that the history has come to, or the nearest one that there is something to show in. */
  private arrive(step: Step): void {
    const [before, reached] = [this.step(), this.reachable(step)];
    if (before === 'loading' || before === 'unavailable') return;
    if (reached !== step) this.steps().replace(reached);
    if (reached === before) return;
    if (before === 'done' && this.booked()) this.form.clear(); // going back must not send the same again
    this.refusal.set(undefined);
    this.hasMoved.set(true);
    this.step.set(reached);
    if (before !== 'done') return;
    this.poll.start(); // it has rested meanwhile
    this.poll.now();
  }

  private replaceBy(step: Step): void {
    this.steps().replace(step);
    this.arrive(step);
  }

  private reachable(step: Step): Step {
    if (step === 'done' && this.booked()) return 'done';
    return step === 'visitor' && this.form.hasSeats() ? 'visitor' : 'seats';
  }

  private focusNumber(): void {
    this.afterwards(() => { this.form.fields.seats.partySize().focusBoundControl(); });
  }

  private afterwards(act: () => void): void {
    afterNextRender(act, { injector: this.injector });
  }

  private async reserve(): Promise<ValidationError.WithOptionalFieldTree[]> {
    const content = this.form.content();
    const performance = Number(this.form.draft().seats.performance);
    const wasUnanswered = this.isUnanswered();
    this.isUnanswered.set(true);
    this.keep(); // at once: the page may be gone before the answer
    const { value, refusal } = await this.api.reserve(performance, content, this.key());
    if (refusal) return this.refused(refusal, wasUnanswered);
    this.isUnanswered.set(false);
    this.key.set(newKey());
    this.booked.set(booked(value, content.email));
    this.replaceBy('done');
    return [];
  }

  private refused(refusal: Refusal, wasUnanswered: boolean): ValidationError.WithOptionalFieldTree[] {
    if (isDecided(refusal)) this.isUnanswered.set(wasUnanswered && isTurnedAway(refusal));
    // After a conflict the old key can never succeed; a new one is a deliberate second reservation.
    if (refusal.code === 'idempotency_conflict') this.key.set(newKey());
    if (this.step() !== 'visitor') this.goOn(); // gone back while it was sent: told where it can be sent again
    this.refusal.set(refusal);
    this.poll.now();
    return refusal.code === 'invalid' ? this.form.errorsOf(refusal) : [];
  }
}

