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

type When = 'now' | 'visible';

/** How far below the window an element may be when its view is fetched. */
const NEAR = '600px';

export function defineLazy(
  tag: string,
  attributes: readonly string[],
  when: When,
  load: () => Promise<Mountable>,
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
    private readonly load: () => Promise<Mountable>,
  ) {
    super();
  }

  connectedCallback(): void {
    if (this.#mounted) return;
    if (this.when === 'now') this.#start();
    else this.#startWhenNear();
  }

  disconnectedCallback(): void {
    // A mere move disconnects and connects again at once: only a real removal ends the view.
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    this.#mounted?.then(
      (view) => { view.set(name, value); },
      () => undefined, // #start has reported it
    );
  }

  #startWhenNear(): void {
    this.#watcher ??= new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.#start();
      },
      { rootMargin: NEAR },
    );
    this.#watcher.observe(this);
  }

  #start(): void {
    this.#watcher?.disconnect();
    this.removeAttribute('data-failed');
    this.#mounted ??= this.load().then((module) => module.mount(this));
    this.#mounted.catch((error: unknown) => {
      // The server-rendered content inside the tag is still there and keeps working.
      this.#mounted = undefined;
      this.setAttribute('data-failed', '');
      console.error(this.localName, error);
    });
  }

  #stop(): void {
    this.#watcher?.disconnect();
    this.#mounted?.then(
      (view) => { view.destroy(); },
      () => undefined,
    );
    this.#mounted = undefined;
  }
}
