/** What is asked for while a view is still on its way. Nothing of Angular is imported here. */

const PATIENCE_MS = 20_000;

/** Asks for what the view will need first. Nothing without an answer: the view then asks by itself. */
export function ask(address: string): Promise<Response | undefined> {
  const headers = { Accept: 'application/json', 'Accept-Language': document.documentElement.lang };
  return fetch(address, { headers, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => undefined);
}

/** Asks at once for all files of a view, which the attribute `preload` names: else each would wait for the one before. */
export function preload(host: HTMLElement): void {
  for (const href of host.getAttribute('preload')?.split(' ') ?? []) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
  }
}
