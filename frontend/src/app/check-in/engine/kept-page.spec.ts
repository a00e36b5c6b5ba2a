import { KeptPage } from './kept-page';

const PAGE = `${location.origin}/check-in/`;
const FILE = `${location.origin}/static/azl/it/main.js`;

/** A worker that is installed as browsers do it, and answers what it is told. */
class FakeWorker extends EventTarget {
  state = 'installing';
  readonly heard: unknown[] = [];

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  postMessage(message: unknown, ports: readonly MessagePort[] = []): void {
    this.heard.push(message);
    ports.at(0)?.postMessage('done');
  }
}

describe('the kept page', () => {
  let worker: FakeWorker;
  let registration: { active: FakeWorker | null; installing: FakeWorker | null; waiting: null; unregister: () => Promise<boolean> };
  const kept = new Set<string>();
  const page = new KeptPage();
  const register = vi.fn();

  beforeEach(() => {
    worker = new FakeWorker();
    registration = { active: worker, installing: null, waiting: null, unregister: vi.fn(() => Promise.resolve(true)) };
    register.mockReset().mockImplementation(() => Promise.resolve(registration));
    const serviceWorker = { register, getRegistration: () => Promise.resolve(registration) };
    vi.stubGlobal('navigator', Object.create(navigator, { serviceWorker: { value: serviceWorker } }));
    kept.clear();
    const cache = { match: (address: string) => Promise.resolve(kept.has(address) ? new Response() : undefined) };
    vi.stubGlobal('caches', { has: () => Promise.resolve(kept.size > 0), open: () => Promise.resolve(cache) });
    const names = [FILE, FILE, `${location.origin}/api/check-ins/`, `${PAGE}sw.js`, 'https://elsewhere.example/a.js'];
    const loaded = names.map((name) => ({ name, responseStatus: 200 }));
    const missing = { name: `${location.origin}/static/gone.js`, responseStatus: 404 };
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([...loaded, missing] as unknown as PerformanceEntryList);
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('is asked for with its files, once what comes late is there', async () => {
    const ahead = vi.fn(() => Promise.resolve());
    await page.keep([ahead]);

    expect(ahead).toHaveBeenCalledTimes(1);
    expect(register).toHaveBeenCalledWith('/check-in/sw.js', { scope: '/check-in/' });
    expect(worker.heard).toEqual([{ page: PAGE, files: [FILE] }]);
  });

  it('waits for a worker that is being installed', async () => {
    registration.active = null;
    registration.installing = worker;
    const asked = page.keep([]);
    await vi.waitFor(() => { expect(register).toHaveBeenCalled(); });
    await Promise.resolve();
    expect(worker.heard).toEqual([]);
    worker.become('installed');
    worker.become('activated');
    await asked;

    expect(worker.heard).toHaveLength(1);
  });

  it.each([
    ['cannot be installed', (): void => { registration.active = null; registration.installing = worker; }],
    ['does not start', (): void => { registration.active = null; }],
    ['is refused by the browser', (): void => { register.mockRejectedValue(new DOMException('', 'SecurityError')); }],
  ])('is not kept when the worker %s, and nothing else suffers', async (_case, spoil) => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue();
    spoil();
    const asked = page.keep([]);
    await vi.waitFor(() => { expect(register).toHaveBeenCalled(); });
    await new Promise((resolve) => { setTimeout(resolve); });
    worker.become('redundant');
    await asked;

    expect(warned).toHaveBeenCalledTimes(1);
    expect(worker.heard).toEqual([]);
  });

  it('is there when the page and all its files are', async () => {
    expect(await page.isKept()).toBe(false);
    kept.add(PAGE);
    expect(await page.isKept()).toBe(false);
    kept.add(FILE);
    expect(await page.isKept()).toBe(true);
    registration.active = null;
    expect(await page.isKept()).toBe(false);
  });

  it('is looked for once the keeping is done', async () => {
    let come: () => void = () => undefined;
    void page.keep([() => new Promise<void>((resolve) => { come = resolve; })]);
    const asked = page.isKept();
    kept.add(PAGE).add(FILE);
    come();

    expect(await asked).toBe(true);
  });

  it('goes with its worker', async () => {
    await page.sweep();
    await page.forget();

    expect(worker.heard).toEqual([{}, { isSignedOut: true }]);
    expect(registration.unregister).toHaveBeenCalledTimes(1);
    registration.active = null;
    await page.forget();
    expect(registration.unregister).toHaveBeenCalledTimes(2);
  });

  it('is nothing where there are no workers', async () => {
    vi.stubGlobal('navigator', {});
    await page.keep([]);
    await page.sweep();
    await page.forget();

    expect(await page.isKept()).toBe(false);
  });
});
