import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { map } from 'rxjs';

import { type Answer, answerOf } from './refusal';
import type { Performance, PerformanceList, Reservation, ReservationRequest } from './types';

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
  ): Promise<Answer<Reservation>> {
    const headers = { 'Idempotency-Key': idempotencyKey };
    return answerOf(
      this.http.post<Reservation>(`/api/performances/${performance}/reservations/`, content, { headers }),
    );
  }
}
