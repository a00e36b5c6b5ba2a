import { Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { FormField, type ValidationError } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import { ACCESS_NEEDS } from '../../api/types';
import { Button } from '../../shared/button/button';
import { Connection } from '../../shared/connection';
import { Notice, type Problem } from '../../shared/notice/notice';
import { TakeFocus } from '../../shared/take-focus';
import { uniqueId } from '../../shared/unique-id';
import { Waiting } from '../../shared/waiting/waiting';
import { NextDates } from '../next-dates/next-dates';
import {
  backOnlineWords,
  bookingRefusalWords,
  nextStepWords,
  pointsToOtherDates,
  type Trouble,
} from '../refusal-words';
import type { ReservationForm } from '../reservation-form';
import { fieldWords, lossWords, needWords, performanceWords, stepWords, visitorWords } from '../strings';

/** Second step: who comes, how to reach them, what they need, and their consent. */
@Component({
  selector: 'azl-visitor-step',
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
    TakeFocus,
    Waiting,
  ],
  templateUrl: './visitor-step.html',
  styleUrl: './visitor-step.scss',
})
export class VisitorStep {
  readonly form = input.required<ReservationForm>();
  readonly privacy = input('');
  readonly consent = input('');
  readonly refusal = input<Trouble>();
  readonly takesFocus = input(true);
  readonly changed = output();
  readonly sent = output();
  readonly wentTo = output<ValidationError.WithFieldTree>();
  readonly nextStepChosen = output<Trouble>();
  readonly picked = output<number>();

  protected readonly isOnline = inject(Connection).isOnline;
  protected readonly hintId = uniqueId();
  protected readonly errorId = uniqueId();
  protected readonly words = visitorWords;
  protected readonly stepWords = stepWords;
  protected readonly fieldWords = fieldWords;
  protected readonly lossWords = lossWords;
  protected readonly needWords = needWords;
  protected readonly people = performanceWords.people;
  protected readonly needs = ACCESS_NEEDS;
  protected readonly hasTried = signal(false);
  protected readonly visitor = computed(() => this.form().fields.visitor);
  protected readonly isSending = computed(() => this.form().fields().submitting());
  protected readonly problems = computed<readonly Problem[]>(() =>
    this.form().fields().errorSummary().map((error) => ({
      text: error.message ?? '',
      go: () => { this.wentTo.emit(error); },
    })),
  );
  /** A refusal with words of its own; refused fields are told by the list of problems instead. */
  protected readonly refused = computed(() => {
    const refusal = this.refusal();
    if (!refusal || (refusal.code === 'invalid' && this.problems().length)) return undefined;
    const isBack = refusal.code === 'offline' && this.isOnline();
    const { heading, text, next } = isBack ? backOnlineWords() : bookingRefusalWords(refusal);
    const nextStep = nextStepWords(next);
    return { refusal, heading, text, nextStep, pointsToOtherDates: pointsToOtherDates(refusal) };
  });
  protected readonly consentError = computed(() => {
    const field = this.visitor().consent();
    return field.touched() ? field.errors().at(0)?.message : undefined;
  });

  private readonly notice = viewChild(Notice);
  private readonly choice = viewChild<TakeFocus>('choice');

  protected pick(performance: number): void {
    this.picked.emit(performance);
    this.choice()?.focus(); // the button that was pressed goes with its notice
  }

  protected send(): void {
    this.hasTried.set(true);
    this.notice()?.focus();
    this.sent.emit();
  }
}
