import { HttpClient, HttpErrorResponse, type HttpResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { catchError, map, type Observable, of, throwError } from 'rxjs';

import { type Answer, answerOf } from './refusal';
import type {
  CheckInRecord,
  CheckInRequest,
  DoorList,
  DoorPerformance,
  DoorPerformanceDetail,
  DoorPerformanceList,
  DoorState,
  HouseClear,
  Party,
  PassCode,
  Preview,
  Released,
  SyncAnswer,
  TakenBack,
  ToldAct,
} from './types';

const DOORS = '/api/check-ins/performances/';

/** Nobody waits longer than this in front of a queue: the phone then goes on alone. */
export const AT_THE_DOOR = { timeout: 2500 };

/** The state of a house; `state` only when it is not as it was when `etag` was given out. */
export interface StateSight {
  readonly etag: string;
  readonly state?: DoorState;
}

/** The calls of front of house. */
@Injectable({ providedIn: 'root' })
export class CheckInApi {
  private readonly http = inject(HttpClient);

  performances(patience: { readonly timeout?: number } = {}): Promise<Answer<readonly DoorPerformance[]>> {
    const request = this.http.get<DoorPerformanceList>(DOORS, patience);
    return answerOf(request.pipe(map((page) => page.results)));
  }

  /** Without a performance the server judges the code for its own. */
  preview(code: PassCode, performance: number | null): Promise<Answer<Preview>> {
    const content = performance === null ? code : { ...code, performance };
    return answerOf(this.http.post<Preview>('/api/check-ins/preview/', content, AT_THE_DOOR));
  }

  admit(code: PassCode, request: CheckInRequest): Promise<Answer<CheckInRecord>> {
    return answerOf(this.http.post<CheckInRecord>('/api/check-ins/', { ...code, ...request }, AT_THE_DOOR));
  }

  undo(id: number): Promise<Answer<CheckInRecord>> {
    return answerOf(this.http.post<CheckInRecord>(`/api/check-ins/${id}/undo/`, {}, AT_THE_DOOR));
  }

  walkUp(performance: number, request: object): Promise<Answer<CheckInRecord>> {
    return answerOf(this.http.post<CheckInRecord>(`${DOORS}${performance}/walk-ups/`, request, AT_THE_DOOR));
  }

  search(performance: number, text: string): Promise<Answer<readonly Party[]>> {
    const found = this.http.get<DoorPerformanceDetail>(`${DOORS}${performance}/`, {
      params: { search: text },
      ...AT_THE_DOOR,
    });
    return answerOf(found.pipe(map(({ people }) => people)));
  }

  list(performance: number): Promise<Answer<DoorList>> {
    return answerOf(this.http.get<DoorList>(`${DOORS}${performance}/list/`));
  }

  practiceList(): Promise<Answer<DoorList>> {
    return answerOf(this.http.get<DoorList>('/api/check-ins/practice/'));
  }

  state(performance: number, etag: string): Promise<Answer<StateSight>> {
    const headers: Record<string, string> = etag ? { 'If-None-Match': etag } : {};
    const asked = this.http.get<DoorState>(`${DOORS}${performance}/state/`, {
      headers,
      observe: 'response',
      ...AT_THE_DOOR,
    });
    return answerOf(asked.pipe(map(sighted), catchError((error: unknown) => unchanged(error, etag))));
  }

  sync(performance: number, device: string, acts: readonly ToldAct[]): Promise<Answer<SyncAnswer>> {
    return answerOf(this.http.post<SyncAnswer>(`${DOORS}${performance}/sync/`, { device, acts }));
  }

  clearHouse(performance: number, device: string): Promise<Answer<HouseClear>> {
    return answerOf(this.http.post<HouseClear>(`${DOORS}${performance}/house-clear/`, device ? { device } : {}));
  }

  release(performance: number): Promise<Answer<Released>> {
    return answerOf(this.http.post<Released>(`${DOORS}${performance}/release/`, {}));
  }

  takeBack(performance: number): Promise<Answer<TakenBack>> {
    return answerOf(this.http.post<TakenBack>(`${DOORS}${performance}/release/undo/`, {}));
  }
}

function sighted(answer: HttpResponse<DoorState>): StateSight {
  return { etag: answer.headers.get('ETag') ?? '', state: answer.body ?? undefined };
}

function unchanged(error: unknown, etag: string): Observable<StateSight> {
  const isAsBefore = error instanceof HttpErrorResponse && error.status === 304;
  return isAsBefore ? of({ etag }) : throwError(() => error);
}
