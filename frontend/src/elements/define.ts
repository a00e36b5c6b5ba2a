/**
 * Plain custom elements that import their view only when it is needed. Nothing of Angular is
 * imported here, so a page that is only read pays for these lines and nothing else.
 */

/** A view at work inside its element. */
export interface Mounted {
  set(attribute: string, value: string | null): void;
  destroy(): void;
}

/** What the module of a view must export. */
export interface Mountable {
  mount(host: HTMLElement): Mounted | Promise<Mounted>;
}

/** When to fetch the view: at once, or else when the element is near the window or wanted. */
export interface When {
  readonly near?: boolean;
  /** Pointing at, touching or reaching such a thing anywhere on the page is wanting it. */
  readonly wantedBy?: string;
}

type Load = (host: HTMLElement) => Promise<Mountable>;

/** How far below the window an element may be when its view is fetched. */
const NEAR = '600px';

const SIGNS = ['pointerover', 'touchstart', 'focusin'] as const;

export function defineLazy(
  tag: string,
  attributes: readonly string[],
  when: When,
  load: Load,
): void {
  if (customElements.get(tag)) return;
  customElements.define(
    tag,
    class extends LazyElement {
      static readonly observedAttributes = attributes;

      constructor() {
        super(when, load);
      }
    },
  );
}

class LazyElement extends HTMLElement {
  #mounted?: Promise<Mounted>;
  #watcher?: IntersectionObserver;

  constructor(
    private readonly when: When,
    private readonly load: Load,
  ) {
    super();
  }

  connectedCallback(): void {
    if (this.#mounted) return;
    if (!this.when.near || this.#isAddressed()) this.#start();
    else this.#startWhenWanted();
  }

  disconnectedCallback(): void {
    // A mere move disconnects and connects again at once: only a real removal ends the view.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    // Whoever sets an attribute of an element that waits is at work with it.
    if (this.#watcher) this.#start();
    this.#mounted?.then(
      (view) => { view.set(name, value); },
      () => undefined, // #start has reported it
    );
  }

  /** The address of the page leads to this place. */
  #isAddressed(): boolean {
    const id = location.hash.slice(1);
    return id !== '' && this.closest('[id]')?.id === id;
  }

  #startWhenWanted(): void {
    this.#stopWaiting(); // it may have been moved while it waited
    for (const sign of SIGNS) document.addEventListener(sign, this.#noticed, { passive: true });
    this.#watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.#start();
      },
      { rootMargin: NEAR },
    );
    this.#watcher.observe(this);
  }

  readonly #noticed = ({ target }: Event): void => {
    const { wantedBy } = this.when;
    if (wantedBy && target instanceof Element && target.closest(wantedBy)) this.#start();
  };

  #stopWaiting(): void {
    this.#watcher?.disconnect();
    this.#watcher = undefined;
    for (const sign of SIGNS) document.removeEventListener(sign, this.#noticed);
  }

  #start(): void {
    this.#stopWaiting();
    this.removeAttribute('data-failed');
    this.#mounted ??= this.load(this).then((module) => module.mount(this));
    this.#mounted.catch((error: unknown) => {
      // The server-rendered content inside the tag is still there and keeps working.
      this.#mounted = undefined;
      this.setAttribute('data-failed', '');
      this.dispatchEvent(new Event('azl-failed', { bubbles: true }));
      console.error(this.localName, error);
    });
  }

  #stop(): void {
    this.#stopWaiting();
    this.#mounted?.then(
      (view) => { view.destroy(); },
      () => undefined,
    );
    this.#mounted = undefined;
  }
}
