import { HttpClient, HttpErrorResponse, type HttpResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { catchError, map, of, throwError } from 'rxjs';

import { type Answer, answerOf } from './refusal';
import type { BookedReservation, Followed, Performance, PerformanceList, ReservationRequest } from './types';

/** What has become of a reservation; `followed` only when it is not as it was when `etag` was given out. */
export interface Sight {
  readonly followed?: Followed;
  readonly etag: string;
}

/** The calls of a visitor. */
@Injectable({ providedIn: 'root' })
export class BookingApi {
  private readonly http = inject(HttpClient);

  performancesOf(show: string): Promise<Answer<readonly Performance[]>> {
    const request = this.http.get<PerformanceList>('/api/performances/', { params: { show } });
    return answerOf(request.pipe(map((page) => page.results)));
  }

  /** The same key with the same content is the same reservation, however often it is sent. */
  reserve(
    performance: number,
    content: ReservationRequest,
    idempotencyKey: string,
  ): Promise<Answer<BookedReservation>> {
    const headers = { 'Idempotency-Key': idempotencyKey };
    return answerOf(
      this.http.post<BookedReservation>(`/api/performances/${performance}/reservations/`, content, { headers }),
    );
  }

  follow(token: string, etag: string): Promise<Answer<Sight>> {
    const headers = { 'X-Follow-Token': token, ...(etag && { 'If-None-Match': etag }) };
    const request = this.http.get<Followed>('/api/reservations/follow/', { headers, observe: 'response' });
    return answerOf(
      request.pipe(
        map(sightOf),
        // To HttpClient an answer without news is an error; to us it is the best one.
        catchError((error: unknown) => (isUnchanged(error) ? of({ etag }) : throwError(() => error))),
      ),
    );
  }

  correctAddress(token: string, email: string): Promise<Answer<Followed>> {
    return answerOf(this.http.post<Followed>('/api/reservations/correct-address/', { token, email }));
  }

  resend(reference: string, email: string): Promise<Answer<unknown>> {
    return answerOf(this.http.post('/api/reservations/resend/', { reference, email }));
  }
}

function sightOf({ body, headers }: HttpResponse<Followed>): Sight {
  return { followed: body ?? undefined, etag: headers.get('ETag') ?? '' };
}

function isUnchanged(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 304;
}
