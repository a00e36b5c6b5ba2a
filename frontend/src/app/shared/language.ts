import type { HttpInterceptorFn } from '@angular/common/http';

/** The language of the page, which is also the one the visitor is answered in. */
export function pageLanguage(): string {
  return document.documentElement.lang || 'it';
}

/** The page's language, not the browser's, so that the API's words match those around them. */
export const acceptLanguage: HttpInterceptorFn = (request, next) =>
  next(request.clone({ setHeaders: { 'Accept-Language': pageLanguage() } }));

/** The words for a number: Italian and English tell only one from the rest. */
export function plural(count: number, one: string, other: string): string {
  return new Intl.PluralRules(pageLanguage()).select(count) === 'one' ? one : other;
}
