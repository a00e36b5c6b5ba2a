import { afterNextRender, Component, computed, inject, Injector, input, output, signal, viewChild } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import type { Performance } from '../../api/types';
import { Button } from '../../shared/button/button';
import { Notice, type Problem } from '../../shared/notice/notice';
import { TakeFocus } from '../../shared/take-focus';
import { uniqueId } from '../../shared/unique-id';
import { NextDates } from '../next-dates/next-dates';
import { PerformanceFacts } from '../performance-facts/performance-facts';
import { isBookable, type ReservationForm } from '../reservation-form';
import { fieldWords, lossWords, performanceWords, stepWords } from '../strings';

/** First step: which performance, and how many people. */
@Component({
  selector: 'azl-performance-step',
  imports: [
    Button,
    FormField,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    NextDates,
    Notice,
    PerformanceFacts,
    TakeFocus,
  ],
  templateUrl: './performance-step.html',
  styleUrl: './performance-step.scss',
})
export class PerformanceStep {
  readonly form = input.required<ReservationForm>();
  readonly performances = input.required<readonly Performance[]>();
  readonly takesFocus = input(true);
  /** Only the date that is chosen is shown, until the others are asked for. */
  readonly isFolded = input(false);
  readonly unfolded = output();
  readonly picked = output<number>();
  readonly chosen = output();
  readonly askedAgain = output();

  protected readonly errorId = uniqueId();
  protected readonly words = performanceWords;
  protected readonly stepWords = stepWords;
  protected readonly fieldWords = fieldWords;
  protected readonly lossWords = lossWords;
  protected readonly bookable = computed(() => this.performances().filter(isBookable));
  protected readonly isShort = computed(() => this.isFolded() && this.offered().length === 1 && !this.form().loss());
  /** What can be booked, and what was chosen even if it no longer can: nothing vanishes under a finger. */
  protected readonly offered = computed(() => {
    const chosen = this.form().performance();
    const offered = this.performances().filter((one) => isBookable(one) || one.id === chosen?.id);
    return this.isFolded() && chosen && !this.form().loss() ? [chosen] : offered;
  });
  protected readonly others = computed(() => this.performances().filter((one) => !this.offered().includes(one)));
  protected readonly seats = computed(() => this.form().fields.seats);
  protected readonly hasTried = signal(false);
  protected readonly problems = computed<readonly Problem[]>(() =>
    this.seats()().errorSummary().map((error) => ({
      text: error.message ?? '',
      go: () => { error.fieldTree().focusBoundControl(); },
    })),
  );

  protected readonly performanceError = computed(() => {
    const field = this.seats().performance();
    return field.touched() ? field.errors().at(0)?.message : undefined;
  });

  private readonly injector = inject(Injector);
  private readonly notice = viewChild(Notice);

  protected whyNone(): string {
    const performances = this.performances();
    if (performances.length === 0) return this.words.none;
    const isFull = performances.every(({ booking }) => booking.state === 'full');
    return isFull ? this.words.allFull : this.words.noneBookable;
  }

  /** Says why the choice of numbers ends where it ends. */
  protected sizeHint(): string {
    const most = this.form().most();
    const left = this.form().performance()?.booking.seats_available;
    return left === most ? this.words.left(left) : this.words.most(most);
  }

  protected unfold(): void {
    this.unfolded.emit();
    afterNextRender(() => { this.seats().performance().focusBoundControl(); }, { injector: this.injector });
  }

  protected goOn(): void {
    this.seats()().markAsTouched();
    if (this.seats()().valid()) {
      this.chosen.emit();
      return;
    }
    this.hasTried.set(true);
    this.notice()?.focus();
  }
}
