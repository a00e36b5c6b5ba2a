import { HttpErrorResponse } from '@angular/common/http';
import { firstValueFrom, type Observable } from 'rxjs';

import type { RefusalError } from './types';

/** Every refusal that the API may give (docs/api-contract.md, "Refusals"). */
export const REFUSAL_CODES = [
  'party_too_large',
  'not_found',
  'not_yet_open',
  'booking_closed',
  'performance_cancelled',
  'not_enough_seats',
  'too_many_seats',
  'idempotency_conflict',
  'reservation_expired',
  'reservation_cancelled',
  'not_confirmed',
  'wrong_performance',
  'already_checked_in',
  'seats_released',
  'undo_too_late',
  'sync_too_late',
  'release_off',
  'too_early_to_release',
  'seats_released',
  'not_tonight',
  'not_authenticated',
  'permission_denied',
  'throttled',
  'busy',
] as const;

/** What the widget itself finds: input refused per field, no network, no answer, a broken server, no sense in it. */
type OwnCode = 'invalid' | 'offline' | 'unreachable' | 'server_error' | 'unexpected';

export type RefusalCode = (typeof REFUSAL_CODES)[number] | OwnCode;

/** Facts that stand beside a code and help to go on. */
export type RefusalFacts = Omit<RefusalError, 'attr' | 'code' | 'detail'>;

export type FieldError = Pick<RefusalError, 'attr' | 'detail'>;

export interface Refusal {
  readonly code: RefusalCode;
  /** The server's own words, in the page's language; empty when there was no answer. */
  readonly detail: string;
  readonly facts: RefusalFacts;
  readonly fields: readonly FieldError[];
  readonly retryAfterSeconds: number | null;
}

/** Either the value or the refusal: whoever asks must look at both. */
export type Answer<T> =
  | { readonly value: T; readonly refusal?: undefined }
  | { readonly value?: undefined; readonly refusal: Refusal };

export async function answerOf<T>(request: Observable<T>): Promise<Answer<T>> {
  try {
    return { value: await firstValueFrom(request) };
  } catch (error) {
    if (error instanceof HttpErrorResponse) return { refusal: refusalOf(error) };
    throw error;
  }
}

/** True when the server has decided, false when the request may or may not have been acted on. */
export function isDecided(refusal: Refusal): boolean {
  return !['offline', 'unreachable', 'server_error', 'unexpected', 'busy'].includes(refusal.code);
}

/** True when it was refused at the door of the API, which says nothing about what was sent before. */
export function isTurnedAway(refusal: Refusal): boolean {
  return ['throttled', 'invalid', 'not_authenticated', 'permission_denied'].includes(refusal.code);
}

export function needsSignIn(refusal: Refusal): boolean {
  return refusal.code === 'not_authenticated' || refusal.code === 'permission_denied';
}

function refusalOf(response: HttpErrorResponse): Refusal {
  const items = errorItems(response.error);
  const item = items.find(({ code }) => isRefusalCode(code)) ?? items.at(0);
  return {
    code: refusalCode(response.status, item),
    detail: item?.detail ?? '',
    facts: item ?? {},
    fields: items.map(({ attr, detail }) => ({ attr, detail })),
    retryAfterSeconds: seconds(response.headers.get('Retry-After')),
  };
}

function refusalCode(status: number, item: RefusalError | undefined): RefusalCode {
  if (status === 0) return navigator.onLine ? 'unreachable' : 'offline';
  if (item && isRefusalCode(item.code)) return item.code;
  if (status === 401) return 'not_authenticated';
  if (status === 403) return 'permission_denied';
  if (status === 400 && item) return 'invalid';
  if (status >= 500) return 'server_error';
  return 'unexpected';
}

function isRefusalCode(code: string): code is (typeof REFUSAL_CODES)[number] {
  return (REFUSAL_CODES as readonly string[]).includes(code);
}

/** Answers that do not come from the API (a proxy's error page) hold no items. */
function errorItems(body: unknown): readonly RefusalError[] {
  const errors = (body as { errors?: unknown } | null)?.errors;
  return Array.isArray(errors) ? (errors as RefusalError[]) : [];
}

function seconds(header: string | null): number | null {
  const value = Number(header ?? NaN);
  return Number.isFinite(value) ? value : null;
}
