import { FEW_LEFT, page, SATURDAY } from '../../testing/fixtures';
import type { Mounted } from '../../elements/define';
import { mount } from './mount';

describe('mounting the booking view', () => {
  let host: HTMLElement;
  let mounted: Mounted | undefined;
  let answers: (() => void)[];
  const fetched = vi.fn<typeof fetch>(
    () =>
      new Promise((resolve) => {
        answers.push(() => { resolve(Response.json(page(SATURDAY, FEW_LEFT))); });
      }),
  );
  const addresses = (): string[] => fetched.mock.calls.map(([address]) => address as string);

  beforeAll(() => {
    // The application reads the nonce of the page's own script, once.
    const script = document.createElement('script');
    script.setAttribute('nonce', 'r4nd0m');
    document.head.append(script);
  });

  beforeEach(() => {
    vi.stubGlobal('fetch', fetched);
    fetched.mockClear();
    answers = [];
    document.body.innerHTML = '<azl-test show="il-corpo"><p>Le date, senza script.</p></azl-test>';
    host = document.querySelector('azl-test')!;
  });

  afterEach(() => {
    mounted?.destroy();
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  it('keeps what the server wrote until there is something to show', async () => {
    const mounting = mount(host);
    await vi.waitFor(() => { expect(answers.length).toBe(1); });
    expect(host.textContent).toBe('Le date, senza script.');

    answers[0]();
    mounted = await mounting;
    await vi.waitFor(() => { expect(host.textContent).toContain('Quando, e in quanti?'); });
    expect(host.textContent).not.toContain('senza script');
    expect(addresses()).toEqual(['/api/performances/?show=il-corpo']);
  });

  it('writes its styles with the nonce of the page', async () => {
    const mounting = mount(host);
    await vi.waitFor(() => { expect(answers.length).toBe(1); });
    answers[0]();
    mounted = await mounting;

    await vi.waitFor(() => { expect(document.querySelector('style[nonce=r4nd0m]')).not.toBeNull(); });
  });

  it('asks for another show when the attribute changes', async () => {
    const mounting = mount(host);
    await vi.waitFor(() => { expect(answers.length).toBe(1); });
    answers[0]();
    mounted = await mounting;
    mounted.set('show', 'notturno');

    await vi.waitFor(() => { expect(answers.length).toBe(2); });
    expect(addresses()[1]).toBe('/api/performances/?show=notturno');
    answers[1]();
    await vi.waitFor(() => { expect(host.textContent).toContain('domenica 22 novembre 2026'); });
  });

  it('takes the dates that were asked for ahead', async () => {
    mounted = await mount(host, Promise.resolve(Response.json(page(SATURDAY, FEW_LEFT))));

    await vi.waitFor(() => { expect(host.textContent).toContain('domenica 22 novembre 2026'); });
    expect(answers.length).toBe(0);
  });

  it('asks by itself when that has failed', async () => {
    const mounting = mount(host, Promise.resolve(new Response('<html>', { status: 502 })));
    await vi.waitFor(() => { expect(answers.length).toBe(1); });
    answers[0]();
    mounted = await mounting;

    await vi.waitFor(() => { expect(host.textContent).toContain('Quando, e in quanti?'); });
  });

  it('leaves what the server wrote when there are no dates to be had', async () => {
    fetched.mockImplementationOnce(() => Promise.resolve(new Response('', { status: 503 })));

    await expect(mount(host)).rejects.toThrow('server_error');
    expect(host.textContent).toBe('Le date, senza script.');
    mounted = undefined;
  });
});
