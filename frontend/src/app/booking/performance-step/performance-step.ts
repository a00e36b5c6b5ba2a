import { Component, computed, input, output, signal, viewChild } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import type { Performance } from '../../api/types';
import { Button } from '../../shared/button/button';
import { Notice, type Problem } from '../../shared/notice/notice';
import { TakeFocus } from '../../shared/take-focus';
import { isBookable, type ReservationForm } from '../reservation-form';
import { fieldWords, performanceWords, stepWords } from '../strings';

/** First step: which performance, and how many people. */
@Component({
  selector: 'azl-performance-step',
  imports: [Button, FormField, MatError, MatFormField, MatHint, MatInput, MatLabel, Notice, TakeFocus],
  templateUrl: './performance-step.html',
  styleUrl: './performance-step.scss',
})
export class PerformanceStep {
  readonly form = input.required<ReservationForm>();
  readonly performances = input.required<readonly Performance[]>();
  readonly takesFocus = input(true);
  readonly chosen = output();
  readonly askedAgain = output();

  protected readonly words = performanceWords;
  protected readonly stepWords = stepWords;
  protected readonly fieldWords = fieldWords;
  protected readonly bookable = computed(() => this.performances().filter(isBookable));
  protected readonly others = computed(() => this.performances().filter((item) => !isBookable(item)));
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

  private readonly notice = viewChild(Notice);

  protected whyNone(): string {
    const performances = this.performances();
    if (performances.length === 0) return this.words.none;
    const isFull = performances.every(({ booking }) => booking.state === 'full');
    return isFull ? this.words.allFull : this.words.noneBookable;
  }

  /** Says why the choice of numbers ends where it ends. */
  protected sizeHint(): string {
    const performance = this.form().performance();
    if (!performance) return this.words.partySizeFirst;
    const { seats_available: left, max_party_size: most } = performance.booking;
    return left < most ? this.words.left(left) : this.words.most(most);
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
