import { computed, type Signal, signal, type WritableSignal } from '@angular/core';
import {
  email,
  type FieldTree,
  form,
  required,
  type SchemaPath,
  validate,
  type ValidationError,
} from '@angular/forms/signals';

import type { Refusal } from '../api/refusal';
import {
  ACCESS_NEEDS,
  type AccessNeed,
  type BookingFacts,
  type Performance,
  type ReservationRequest,
} from '../api/types';
import { pageLanguage } from '../shared/language';
import { fieldWords } from './strings';

/** What the visitor types. Native controls speak text, so the two choices are text here. */
export interface ReservationDraft {
  readonly seats: { readonly performance: string; readonly partySize: string };
  readonly visitor: VisitorDraft;
}

interface VisitorDraft {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly needs: Readonly<Record<AccessNeed, boolean>>;
  readonly notes: string;
  readonly consent: boolean;
}

export function emptyDraft(): ReservationDraft {
  const needs = Object.fromEntries(ACCESS_NEEDS.map((need) => [need, false]));
  return {
    seats: { performance: '', partySize: '' },
    visitor: {
      name: '',
      email: '',
      phone: '',
      needs: needs as Record<AccessNeed, boolean>,
      notes: '',
      consent: false,
    },
  };
}

/** The form of one reservation: what was typed, what is wrong with it, and what to send. */
export class ReservationForm {
  readonly draft: WritableSignal<ReservationDraft> = signal(emptyDraft());
  readonly performance = computed(() =>
    this.performances().find(({ id }) => String(id) === this.draft().seats.performance),
  );
  readonly partySizes = computed(() => partySizes(this.performance()?.booking));
  readonly fields = form(this.draft, (path) => {
    this.requireText(path.seats.performance, fieldWords.performanceMissing);
    this.requireText(path.seats.partySize, fieldWords.partySizeMissing);
    this.refuseTooMany(path.seats.partySize);
    this.requireText(path.visitor.name, fieldWords.nameMissing);
    this.requireText(path.visitor.email, fieldWords.emailMissing);
    email(path.visitor.email, { message: fieldWords.emailMalformed });
    required(path.visitor.consent, { message: fieldWords.consentMissing });
  });

  constructor(private readonly performances: Signal<readonly Performance[]>) {}

  /** A page with one bookable performance asks nobody to choose it. */
  chooseOnlyPerformance(): void {
    const bookable = this.performances().filter(isBookable);
    if (bookable.length === 1 && !this.performance()) {
      this.fields.seats.performance().value.set(String(bookable[0].id));
    }
  }

  /** The server's refusals, each at the field it is about where there is one. */
  errorsOf(refusal: Refusal): ValidationError.WithOptionalFieldTree[] {
    return refusal.fields.map((error) => ({
      kind: 'server',
      message: error.detail,
      fieldTree: this.fieldOf(error.attr),
    }));
  }

  /** The person stays, the choice and the consent are made anew. */
  bookAnother(): void {
    const { visitor } = this.draft();
    this.fields().reset({ ...emptyDraft(), visitor: { ...visitor, consent: false } });
  }

  content(): ReservationRequest {
    const { seats, visitor } = this.draft();
    const needs = ACCESS_NEEDS.filter((need) => visitor.needs[need]);
    return {
      party_size: Number(seats.partySize),
      name: visitor.name.trim(),
      email: visitor.email.trim(),
      privacy_accepted: visitor.consent as true, // a form without it is not sent, and the server refuses anything else
      ...(visitor.phone.trim() && { phone: visitor.phone.trim() }),
      ...(visitor.notes.trim() && { notes: visitor.notes.trim() }),
      ...(needs.length > 0 && { access_needs: needs }),
      language: pageLanguage().startsWith('en') ? 'en' : 'it',
    };
  }

  private fieldOf(attr: string | null): FieldTree<unknown> | undefined {
    const { seats, visitor } = this.fields;
    switch (attr?.split('.')[0]) {
      case 'party_size':
        return seats.partySize;
      case 'name':
        return visitor.name;
      case 'email':
        return visitor.email;
      case 'phone':
        return visitor.phone;
      case 'notes':
        return visitor.notes;
      case 'access_needs':
        return visitor.needs;
      case 'privacy_accepted':
        return visitor.consent;
      default:
        return undefined;
    }
  }

  private requireText(path: SchemaPath<string>, message: string): void {
    validate(path, ({ value }) => (value().trim() ? undefined : { kind: 'required', message }));
  }

  /** Another date, or fresh availability, may offer fewer seats than were chosen before. */
  private refuseTooMany(path: SchemaPath<string>): void {
    validate(path, ({ value }) => {
      const sizes = this.partySizes();
      if (sizes.length === 0 || Number(value()) <= sizes.length) return undefined;
      return { kind: 'tooMany', message: fieldWords.partyTooLarge(sizes.length) };
    });
  }
}

export function isBookable({ booking }: Performance): boolean {
  return booking.state === 'open' || booking.state === 'few_left';
}

/**
 * The numbers to choose from: the smaller of two numbers of the server. Which of them applies at
 * the moment of sending is the server's to decide.
 */
function partySizes(booking: BookingFacts | undefined): readonly number[] {
  if (!booking) return [];
  const most = Math.min(booking.max_party_size, booking.seats_available);
  return Array.from({ length: most }, (_, index) => index + 1);
}
