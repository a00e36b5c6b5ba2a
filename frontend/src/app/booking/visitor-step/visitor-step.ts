import { Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { FormField, type ValidationError } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import type { Refusal } from '../../api/refusal';
import { ACCESS_NEEDS } from '../../api/types';
import { Button } from '../../shared/button/button';
import { Connection } from '../../shared/connection';
import { Notice, type Problem } from '../../shared/notice/notice';
import { TakeFocus } from '../../shared/take-focus';
import { Waiting } from '../../shared/waiting/waiting';
import { bookingRefusalWords, nextStepWords } from '../refusal-words';
import type { ReservationForm } from '../reservation-form';
import { fieldWords, needWords, performanceWords, stepWords, visitorWords } from '../strings';

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
  readonly refusal = input<Refusal>();
  readonly changed = output();
  readonly sent = output();
  readonly wentTo = output<ValidationError.WithFieldTree>();
  readonly nextStepChosen = output<Refusal>();

  protected readonly isOnline = inject(Connection).isOnline;
  protected readonly words = visitorWords;
  protected readonly stepWords = stepWords;
  protected readonly fieldWords = fieldWords;
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
    const { heading, text, next } = bookingRefusalWords(refusal);
    return { refusal, heading, text, nextStep: nextStepWords(next) };
  });
  protected readonly consentError = computed(() => {
    const field = this.visitor().consent();
    return field.touched() ? field.errors().at(0)?.message : undefined;
  });

  private readonly notice = viewChild(Notice);

  protected send(): void {
    this.hasTried.set(true);
    this.notice()?.focus();
    this.sent.emit();
  }
}
