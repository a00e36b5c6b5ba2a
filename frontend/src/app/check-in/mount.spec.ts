import { mount } from './mount';

describe('the door of the address', () => {
  afterEach(() => { history.replaceState(null, '', location.pathname); });

  it.each([
    ['?performance=13', '13'],
    ['', null],
  ])('%s is performance %s', async (search, performance) => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    history.replaceState(null, '', location.pathname + search);
    const host = document.createElement('azl-check-in');
    const mounted = await mount(host);

    expect(host.getAttribute('performance')).toBe(performance);
    expect(host.childElementCount).toBeGreaterThan(0);
    mounted.destroy();
    vi.unstubAllGlobals();
  });
});
