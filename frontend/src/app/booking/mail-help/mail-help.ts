import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { email, form, FormField, submit, validate, type ValidationError } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import { BookingApi } from '../../api/booking-api';
import type { Refusal } from '../../api/refusal';
import { Button } from '../../shared/button/button';
import { Notice } from '../../shared/notice/notice';
import { type Booked, seen } from '../booked';
import { mailRefusalWords } from '../refusal-words';
import { fieldWords, mailWords } from '../strings';

/** How long one has to wait before asking for the mail once more. */
const RESEND_PAUSE_MS = 30_000;

/** What helps when the mail does not arrive: once more, or to the address that was meant. */
@Component({
  selector: 'azl-mail-help',
  imports: [Button, FormField, MatError, MatFormField, MatHint, MatInput, MatLabel, Notice],
  templateUrl: './mail-help.html',
  styleUrl: './mail-help.scss',
})
export class MailHelp {
  readonly booked = input.required<Booked>();
  readonly seen = output<Booked>();

  private readonly api = inject(BookingApi);
  private readonly injector = inject(Injector);
  private readonly box = viewChild('box', { read: MatInput });
  private pause?: ReturnType<typeof setTimeout>;

  protected readonly words = mailWords;
  /** What was done, for all to hear. */
  protected readonly said = signal('');
  protected readonly refusal = signal<Refusal | undefined>(undefined);
  protected readonly isSending = signal(false);
  protected readonly hasJustSent = signal(false);
  private readonly typedEmail = computed(() => this.booked().typedEmail);
  /** As it was typed first; news of the reservation leave alone what is typed here. */
  protected readonly address = linkedSignal(this.typedEmail);
  /** A mail that could not be delivered opens the correction by itself. */
  protected readonly isCorrecting = linkedSignal(() => this.hasFailed());
  protected readonly hasFailed = computed(() => this.booked().mail === 'failed');
  protected readonly refused = computed(() => {
    const refusal = this.refusal();
    return refusal && mailRefusalWords(refusal);
  });
  protected readonly meant = computed(() => {
    const { suggestion, typedEmail } = this.booked();
    const name = typedEmail.slice(0, typedEmail.lastIndexOf('@'));
    return suggestion && name ? `${name}@${suggestion}` : '';
  });
  protected readonly field = form(this.address, (path) => {
    validate(path, ({ value }) =>
      value().trim() ? undefined : { kind: 'required', message: fieldWords.emailMissing },
    );
    email(path, { message: fieldWords.emailMalformed });
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => { clearTimeout(this.pause); });
  }

  protected async resend(): Promise<void> {
    const { reference, typedEmail } = this.booked();
    this.hasJustSent.set(true);
    this.pause = setTimeout(() => { this.hasJustSent.set(false); }, RESEND_PAUSE_MS);
    const { refusal } = await this.during(this.api.resend(reference, typedEmail));
    if (!refusal) this.said.set(mailWords.resent);
  }

  protected openCorrection(): void {
    this.said.set('');
    this.refusal.set(undefined);
    this.isCorrecting.set(true);
    afterNextRender(() => { this.box()?.focus(); }, { injector: this.injector });
  }

  protected async send(): Promise<void> {
    await submit(this.field, () => this.correct(this.address().trim()));
  }

  /** One tap on what was probably meant. */
  protected async take(address: string): Promise<void> {
    await this.correct(address);
  }

  private async correct(address: string): Promise<ValidationError[]> {
    const { followToken } = this.booked();
    const { value, refusal } = await this.during(this.api.correctAddress(followToken, address));
    if (refusal) return this.refuse(refusal);
    this.isCorrecting.set(false);
    this.seen.emit(seen({ ...this.booked(), typedEmail: address }, value));
    this.said.set(mailWords.corrected(value.email));
    return [];
  }

  private refuse(refusal: Refusal): ValidationError[] {
    if (refusal.code === 'reservation_expired') this.end('expired');
    if (refusal.code === 'reservation_cancelled') this.end('cancelled');
    if (refusal.code !== 'invalid') return [];
    return refusal.fields.map(({ detail }) => ({ kind: 'server', message: detail }));
  }

  private end(status: Booked['status']): void {
    this.seen.emit({ ...this.booked(), status, followToken: '' });
  }

  private async during<T extends { readonly refusal?: Refusal }>(call: Promise<T>): Promise<T> {
    this.said.set('');
    this.refusal.set(undefined);
    this.isSending.set(true);
    const answer = await call;
    this.isSending.set(false);
    this.refusal.set(answer.refusal);
    return answer;
  }
}
