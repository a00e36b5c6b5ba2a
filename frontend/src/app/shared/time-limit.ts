import type { HttpInterceptorFn } from '@angular/common/http';

/** Long enough for a slow phone, short enough that a person still waits for it. */
const PATIENCE_MS = 20_000;

/** A request that hangs becomes a refusal, so that it can be sent again. Some say themselves how long they may take. */
export const timeLimit: HttpInterceptorFn = (request, next) =>
  next(request.clone({ timeout: request.timeout ?? PATIENCE_MS }));
