import { type Booked, NOTHING_BOOKED, STATUSES } from './booked';
import { isKey, newKey } from './idempotency-key';
import { emptyDraft, type ReservationDraft } from './reservation-form';
import { isStep, type Step } from './step-history';

/** What outlives a reload, in this tab and for this show alone. */
export interface Kept {
  readonly draft: ReservationDraft;
  readonly step: Step;
  readonly key: string;
  /** A reservation was sent, and its answer has not come. */
  readonly isUnanswered: boolean;
  readonly booked?: Booked;
}

export function readKept(show: string): Kept {
  return keptFrom(stored(show));
}

export function writeKept(show: string, kept: Kept): void {
  try {
    sessionStorage.setItem(placeOf(show), JSON.stringify(kept));
  } catch {
    // Storage may be absent, refused or full: then only a reload loses something.
  }
}

function placeOf(show: string): string {
  return `azl-booking:${show}`;
}

function stored(show: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(placeOf(show)) ?? 'null');
  } catch {
    return null;
  }
}

/** What is read may come from an older version, or from anybody: what does not fit is left out. */
function keptFrom(found: unknown): Kept {
  const model = { draft: emptyDraft(), step: 'seats', key: '', isUnanswered: false, booked: NOTHING_BOOKED };
  const { draft, step, key, isUnanswered, booked } = like(model, found);
  const isKnown = booked.reference !== '' && STATUSES.some((status) => status === booked.status);
  return {
    draft: { ...draft, seats: { performance: digits(draft.seats.performance), partySize: digits(draft.seats.partySize) } },
    step: isStep(step) ? step : 'seats',
    key: isKey(key) ? key : newKey(),
    isUnanswered: isUnanswered && isKey(key),
    booked: isKnown ? booked : undefined,
  };
}

function digits(text: string): string {
  return /^\d+$/.test(text) ? text : '';
}

/** The value found where it has the shape of the model, the model's own where it has not. */
function like<T>(model: T, found: unknown): T {
  if (typeof model !== 'object' || model === null) return typeof found === typeof model ? (found as T) : model;
  const parts = Object.entries(model).map(([name, part]: [string, unknown]) => [name, like(part, partOf(found, name))]);
  return Object.fromEntries(parts) as T;
}

function partOf(found: unknown, name: string): unknown {
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined;
}
