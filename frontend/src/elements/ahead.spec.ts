import { ask, preload } from './ahead';

describe('what is asked for ahead', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    document.head.querySelectorAll('link').forEach((link) => { link.remove(); });
  });

  it('is asked for in the language of the page', async () => {
    const fetched = vi.fn<typeof fetch>(() => Promise.resolve(new Response('{}')));
    vi.stubGlobal('fetch', fetched);
    const answer = await ask('/api/performances/?show=il-corpo');

    expect(answer?.ok).toBe(true);
    expect(fetched.mock.calls[0][1]?.headers).toMatchObject({ 'Accept-Language': 'it' });
  });

  it('is nothing when there is no answer', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('no network'))));

    expect(await ask('/api/performances/')).toBeUndefined();
  });

  it('are the files that the element names, all at once', () => {
    const host = document.createElement('div');
    preload(host);
    expect(document.head.querySelector('link')).toBeNull();

    host.setAttribute('preload', '/a.js /b.js');
    preload(host);
    const links = [...document.head.querySelectorAll('link')];
    expect(links.map((link) => [link.rel, link.getAttribute('href')])).toEqual([
      ['modulepreload', '/a.js'],
      ['modulepreload', '/b.js'],
    ]);
  });
});
