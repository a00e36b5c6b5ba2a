import { computed, linkedSignal, type Signal, signal, type WritableSignal } from '@angular/core';
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
  type BookingState,
  type Performance,
  type ReservationRequest,
} from '../api/types';
import { pageLanguage } from '../shared/language';
import { fieldWords } from './strings';

const NEXT_DATES = 3;

/** Why what was chosen cannot be had any more; `gone`: no longer on the programme. */
export type Loss = Exclude<BookingState, 'open' | 'few_left'> | 'gone';

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

interface Choice {
  readonly id: string;
  readonly all: readonly Performance[];
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
  /** The one chosen, as it was last seen when it is no longer among the performances. */
  readonly performance = linkedSignal<Choice, Performance | undefined>({
    source: () => ({ id: this.draft().seats.performance, all: this.performances() }),
    computation: ({ id, all }, before) => find(all, id) ?? find([before?.value], id),
  });
  readonly loss = computed<Loss | undefined>(() => {
    const { performance: id } = this.draft().seats;
    const found = find(this.performances(), id);
    if (!id || (found && isBookable(found))) return undefined;
    return found ? (found.booking.state as Loss) : 'gone';
  });
  /** The most people for the date that is chosen; before that, the most for any date. */
  readonly most = computed(() => {
    const performance = this.performance();
    const bookable = this.performances().filter(isBookable);
    return Math.max(0, ...(performance && !this.loss() ? [performance] : bookable).map(mostOf));
  });
  /** Always numbers to choose from, so that one can be typed at once; one already chosen stays among them. */
  readonly partySizes = computed(() => {
    const count = Math.max(this.most(), Number(this.draft().seats.partySize));
    return Array.from({ length: count }, (_, index) => index + 1);
  });
  /** The next bookable dates with seats for as many, but for the one that is chosen. */
  readonly nextDates = computed(() => {
    const { performance: id, partySize } = this.draft().seats;
    const has = (one: Performance): boolean => isBookable(one) && mostOf(one) >= Number(partySize);
    return this.performances().filter((one) => String(one.id) !== id && has(one)).slice(0, NEXT_DATES);
  });
  readonly fields = form(this.draft, (path) => {
    this.requireText(path.seats.performance, fieldWords.performanceMissing);
    validate(path.seats.performance, () => (this.loss() ? { kind: 'lost', message: fieldWords.performanceLost } : undefined));
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
    if (bookable.length === 1 && !this.draft().seats.performance) this.choose(bookable[0].id);
  }

  choose(performance: number): void {
    this.fields.seats.performance().value.set(String(performance));
  }

  /** True when the number that is chosen is more than there is by now. */
  isTooMany(): boolean {
    return Number(this.draft().seats.partySize) > this.most();
  }

  /** True once there is a date and a number to go on with. */
  hasSeats(): boolean {
    const { performance, partySize } = this.draft().seats;
    return performance !== '' && partySize !== '';
  }

  /** Nothing of the person stays, as after a reservation by somebody else. */
  clear(): void {
    this.fields().reset(emptyDraft());
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
    validate(path, () => {
      if (!this.performance() || !this.isTooMany()) return undefined;
      return { kind: 'tooMany', message: fieldWords.partyTooLarge(this.most()) };
    });
  }
}

export function isBookable({ booking }: Performance): boolean {
  return booking.state === 'open' || booking.state === 'few_left';
}

/** The smaller of two numbers of the server. Which of them applies when it is sent is the server's to decide. */
function mostOf({ booking }: { readonly booking: BookingFacts }): number {
  return Math.min(booking.max_party_size, booking.seats_available);
}

function find(all: readonly (Performance | undefined)[], id: string): Performance | undefined {
  return all.find((one) => one && String(one.id) === id);
}
