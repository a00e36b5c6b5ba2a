const FOLDER = '/check-in/';
const WORKER = `${FOLDER}sw.js`;
const CACHE = 'azl-door';

type Load = () => Promise<unknown>;

/** The page of the door and its files, kept by the browser so that it opens without network. */
export class KeptPage {
  private keeping: Promise<void> = Promise.resolve();

  /** Asks the worker to keep the page with all that it was drawn with, what `ahead` imports included. */
  keep(ahead: readonly Load[]): Promise<void> {
    this.keeping = this.keepNow(ahead);
    return this.keeping;
  }

  /** Whether the page and every file that it uses now would be there without network; once the keeping is done. */
  async isKept(): Promise<boolean> {
    await this.keeping;
    const registration = await serviceWorkers()?.getRegistration(FOLDER);
    if (!registration?.active || !(await caches.has(CACHE))) return false;
    const cache = await caches.open(CACHE);
    const wanted = [pageAddress(), ...filesOfThisPage()];
    const found = await Promise.all(wanted.map((address) => cache.match(address, { ignoreVary: true })));
    return found.every((answer) => answer !== undefined);
  }

  /** Gives the worker the occasion to forget a page whose night is over; it does so at each start, too. */
  async sweep(): Promise<void> {
    const registration = await serviceWorkers()?.getRegistration(FOLDER);
    registration?.active?.postMessage({});
  }

  /** The page, its files and the worker go. */
  async forget(): Promise<void> {
    const registration = await serviceWorkers()?.getRegistration(FOLDER);
    if (!registration) return;
    if (registration.active) await tell(registration.active, { isSignedOut: true });
    await registration.unregister();
  }

  private async keepNow(ahead: readonly Load[]): Promise<void> {
    const workers = serviceWorkers();
    if (!workers) return;
    try {
      await Promise.all(ahead.map((load) => load()));
      const registration = await workers.register(WORKER, { scope: FOLDER });
      await tell(await running(registration), { page: pageAddress(), files: filesOfThisPage() });
    } catch (error) {
      console.warn('The page of the door is not kept.', error); // the self-test says so in words
    }
  }
}

/** Absent where pages are not served safely, and in some private windows. */
function serviceWorkers(): ServiceWorkerContainer | undefined {
  return (navigator as Partial<Navigator>).serviceWorker;
}

function pageAddress(): string {
  return new URL(FOLDER, location.origin).href;
}

function filesOfThisPage(): readonly string[] {
  const asked = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const loaded = asked.filter(({ responseStatus }) => responseStatus < 400).map(({ name }) => name);
  const files = loaded.filter((name) => /\.(css|js|woff2|svg|mp3|ogg|wav|png)$/.test(new URL(name).pathname));
  return [...new Set(files)].filter((name) => new URL(name).origin === location.origin && !name.endsWith(WORKER));
}

async function running(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  if (registration.active) return registration.active;
  const coming = registration.installing ?? registration.waiting;
  if (!coming) throw new Error('The worker of the door does not start.');
  return new Promise((resolve, reject) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve(coming);
      if (coming.state === 'redundant') reject(new Error('The worker of the door could not be installed.'));
    });
  });
}

/** Done when the worker says so. */
function tell(worker: ServiceWorker, message: object): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { resolve(); };
    worker.postMessage(message, [port2]);
  });
}
