import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { map } from 'rxjs';

import { type Answer, answerOf } from './refusal';
import type {
  CheckInRecord,
  CheckInRequest,
  DoorPerformance,
  DoorPerformanceList,
  PassCode,
  Preview,
} from './types';

/** The calls of front of house. */
@Injectable({ providedIn: 'root' })
export class CheckInApi {
  private readonly http = inject(HttpClient);

  performances(): Promise<Answer<readonly DoorPerformance[]>> {
    const request = this.http.get<DoorPerformanceList>('/api/check-ins/performances/');
    return answerOf(request.pipe(map((page) => page.results)));
  }

  /** Without a performance the server judges the code for its own. */
  preview(code: PassCode, performance: number | null): Promise<Answer<Preview>> {
    const content = performance === null ? code : { ...code, performance };
    return answerOf(this.http.post<Preview>('/api/check-ins/preview/', content));
  }

  admit(code: PassCode, request: CheckInRequest): Promise<Answer<CheckInRecord>> {
    return answerOf(this.http.post<CheckInRecord>('/api/check-ins/', { ...code, ...request }));
  }

  undo(id: number): Promise<Answer<CheckInRecord>> {
    return answerOf(this.http.post<CheckInRecord>(`/api/check-ins/${id}/undo/`, {}));
  }
}
