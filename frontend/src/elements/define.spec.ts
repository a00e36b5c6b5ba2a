import { defineLazy, type Mounted } from './define';

type Watched = (entries: { isIntersecting: boolean }[]) => void;

let come: Watched = () => undefined;

class FakeObserver {
  constructor(watched: Watched) {
    come = watched;
  }

  observe = vi.fn();
  disconnect = vi.fn();
}

describe('lazy elements', () => {
  let tag = '';
  let count = 0;
  const view = { set: vi.fn<Mounted['set']>(), destroy: vi.fn<Mounted['destroy']>() };
  const mount = vi.fn((host: HTMLElement): Mounted => {
    host.textContent = 'the view';
    return view;
  });
  const load = vi.fn(() => Promise.resolve({ mount }));

  beforeEach(() => {
    vi.clearAllMocks();
    load.mockResolvedValue({ mount });
    vi.stubGlobal('IntersectionObserver', FakeObserver);
    count += 1;
    tag = `azl-test-${count}`;
  });

  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
  });

  function insert(): HTMLElement {
    document.body.innerHTML = `<${tag} show="one"><p>Write to us.</p></${tag}>`;
    return document.querySelector<HTMLElement>(tag)!;
  }

  it('mounts at once where it is asked to', async () => {
    defineLazy(tag, ['show'], {}, load);
    const element = insert();

    await vi.waitFor(() => { expect(element.textContent).toBe('the view'); });
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('loads nothing until it comes near, and keeps what the server wrote', async () => {
    defineLazy(tag, ['show'], { near: true }, load);
    const element = insert();
    come([{ isIntersecting: false }]);

    expect(load).not.toHaveBeenCalled();
    expect(element.textContent).toBe('Write to us.');
    come([{ isIntersecting: true }]);
    await vi.waitFor(() => { expect(element.textContent).toBe('the view'); });
  });

  it.each(['pointerover', 'touchstart', 'focusin'])('loads on %s of what leads to it, and of nothing else', async (sign) => {
    defineLazy(tag, ['show'], { near: true, wantedBy: 'a[href$="#book"]' }, load);
    const element = insert();
    document.body.insertAdjacentHTML('beforeend', '<a href="#dates">Dates</a><a href="#book"><b>Book</b></a>');
    document.querySelector('a[href="#dates"]')!.dispatchEvent(new Event(sign, { bubbles: true }));
    document.dispatchEvent(new Event(sign));
    expect(load).not.toHaveBeenCalled();

    document.querySelector('b')!.dispatchEvent(new Event(sign, { bubbles: true }));
    await vi.waitFor(() => { expect(element.textContent).toBe('the view'); });
    document.querySelector('b')!.dispatchEvent(new Event(sign, { bubbles: true }));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('loads when an attribute is set while it waits', async () => {
    defineLazy(tag, ['performance'], { near: true }, load);
    const element = insert();
    element.setAttribute('performance', '12');

    await vi.waitFor(() => { expect(element.textContent).toBe('the view'); });
    expect(load).toHaveBeenCalledWith(element);
  });

  it('loads at once where the address of the page leads to it', async () => {
    location.hash = '#book';
    defineLazy(tag, [], { near: true }, load);
    document.body.innerHTML = `<section id="book"><${tag}></${tag}></section>`;

    await vi.waitFor(() => { expect(load).toHaveBeenCalledTimes(1); });
    location.hash = '';
  });

  it('waits on where it has been moved to', async () => {
    defineLazy(tag, [], { near: true }, load);
    const element = insert();
    document.body.append(document.createElement('div'), element);
    await Promise.resolve();
    expect(load).not.toHaveBeenCalled();
    element.remove();
    await Promise.resolve();
    document.body.append(element);
    come([{ isIntersecting: true }]);

    await vi.waitFor(() => { expect(load).toHaveBeenCalledTimes(1); });
  });

  it('passes on attributes that change later', async () => {
    defineLazy(tag, ['show'], {}, load);
    const element = insert();
    await vi.waitFor(() => { expect(element.textContent).toBe('the view'); });
    element.setAttribute('show', 'two');

    await vi.waitFor(() => { expect(view.set).toHaveBeenLastCalledWith('show', 'two'); });
  });

  it('survives a move and ends with its removal', async () => {
    defineLazy(tag, ['show'], {}, load);
    const element = insert();
    await vi.waitFor(() => { expect(element.textContent).toBe('the view'); });
    document.body.append(document.createElement('div'), element);
    await Promise.resolve();
    expect(view.destroy).not.toHaveBeenCalled();
    expect(mount).toHaveBeenCalledTimes(1);

    element.remove();
    await vi.waitFor(() => { expect(view.destroy).toHaveBeenCalledTimes(1); });
  });

  it('keeps what the server wrote when the view cannot be loaded, and tries again when it comes back', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue();
    load.mockRejectedValueOnce(new Error('no chunk'));
    defineLazy(tag, ['show'], {}, load);
    const failed = vi.fn();
    document.addEventListener('azl-failed', failed, { once: true });
    const element = insert();

    await vi.waitFor(() => { expect(element.hasAttribute('data-failed')).toBe(true); });
    expect(failed).toHaveBeenCalledTimes(1);
    expect(element.textContent).toBe('Write to us.');
    expect(report).toHaveBeenCalledWith(tag, new Error('no chunk'));
    document.body.append(element);
    await vi.waitFor(() => { expect(element.textContent).toBe('the view'); });
    expect(element.hasAttribute('data-failed')).toBe(false);
    report.mockRestore();
  });

  it('is defined only once', () => {
    defineLazy(tag, ['show'], {}, load);

    expect(() => { defineLazy(tag, ['show'], {}, load); }).not.toThrow();
  });
});
