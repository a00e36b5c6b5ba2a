import { provideHttpClient, withInterceptors, withXsrfConfiguration } from '@angular/common/http';
import {
  type ApplicationRef,
  CSP_NONCE,
  LOCALE_ID,
  type Provider,
  provideBrowserGlobalErrorListeners,
} from '@angular/core';
import { createApplication } from '@angular/platform-browser';

import { acceptLanguage, pageLanguage } from './language';
import { timeLimit } from './time-limit';

let running: Promise<ApplicationRef> | undefined;

/** The one Angular application of the page, whatever number of elements it holds. */
export function application(): Promise<ApplicationRef> {
  running ??= createApplication({
    providers: [
      provideBrowserGlobalErrorListeners(),
      provideHttpClient(
        withXsrfConfiguration({ cookieName: 'csrftoken', headerName: 'X-CSRFToken' }),
        withInterceptors([acceptLanguage, timeLimit]),
      ),
      { provide: LOCALE_ID, useValue: pageLanguage() },
      styleNonce(),
    ],
  });
  return running;
}

/** Angular writes styles as elements: under a strict policy they need the nonce of our script. */
function styleNonce(): Provider[] {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  return nonce ? [{ provide: CSP_NONCE, useValue: nonce }] : [];
}
