import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { type Type } from '@angular/core';
import type { HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { type ComponentFixture, TestBed } from '@angular/core/testing';

import { acceptLanguage } from '../app/shared/language';

/** Text as it is read: a space between pieces, and never two. */
function shownText(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const pieces: string[] = [];
  while (walker.nextNode()) pieces.push(walker.currentNode.textContent ?? '');
  return pieces.join(' ').replace(/\s+/g, ' ').trim();
}

/** How a button is called: its label, or its text without what is only drawn. */
function accessibleName(element: Element): string {
  const label = element.getAttribute('aria-label');
  if (label !== null) return label;
  const copy = element.cloneNode(true) as Element;
  copy.querySelectorAll('[aria-hidden="true"]').forEach((drawn) => { drawn.remove(); });
  return shownText(copy);
}

type Inputs = Readonly<Record<string, unknown>>;

/** One view on a page of its own, seen as a person sees it, with the server played by the spec. */
export class Screen<T> {
  private readonly server: HttpTestingController;
  readonly fixture: ComponentFixture<T>;
  readonly loader: HarnessLoader;

  constructor(view: Type<T>, inputs: Inputs) {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([acceptLanguage])), provideHttpClientTesting()],
    });
    this.server = TestBed.inject(HttpTestingController);
    this.fixture = TestBed.createComponent(view);
    for (const [name, value] of Object.entries(inputs)) this.fixture.componentRef.setInput(name, value);
    document.body.append(this.element);
    this.loader = TestbedHarnessEnvironment.loader(this.fixture);
    TestBed.tick();
  }

  get element(): HTMLElement {
    return this.fixture.nativeElement as HTMLElement;
  }

  /** All text of the element, or of the whole view. */
  text(selector?: string): string {
    const element = selector ? this.element.querySelector(selector) : this.element;
    return element ? shownText(element) : '';
  }

  /** What the buttons and links below the selector are called. */
  names(selector: string): string[] {
    return [...this.element.querySelectorAll(selector)].map(accessibleName);
  }

  texts(selector: string): string[] {
    return [...this.element.querySelectorAll(selector)].map(shownText);
  }

  async request(method: string, url: string): Promise<TestRequest> {
    return vi.waitFor(() => this.server.expectOne((one) => one.method === method && one.url === url));
  }

  async answer(method: string, url: string, body: object, status = 200): Promise<void> {
    const request = await this.request(method, url);
    request.flush(body, { status, statusText: String(status) });
  }

  /** Whether such a request is waiting for its answer. */
  isAsking(method: string, url: string): boolean {
    return this.server.match((one) => one.method === method && one.url === url).length > 0;
  }

  /** Ends the view, as leaving the page does. Only questions may be left without an answer, never an act. */
  leave(): void {
    this.fixture.destroy();
    this.element.remove();
    this.server.match(({ method }) => method === 'GET');
    try {
      this.server.verify();
    } catch (error) {
      TestBed.resetTestingModule(); // one spec that fails leaves the others alone
      throw error;
    }
  }

  /** Presses the button or link with this accessible name, which is its text or its label. */
  async press(name: string | RegExp): Promise<void> {
    const button = await vi.waitFor(() => this.button(name));
    button.click();
    await this.settle();
  }

  button(name: string | RegExp): HTMLElement {
    const isNamed = (said: string): boolean => (typeof name === 'string' ? said === name : name.test(said));
    const buttons = [...this.element.querySelectorAll<HTMLElement>('button, a')];
    const found = buttons.find((one) => isNamed(accessibleName(one)));
    if (!found) throw new Error(`No button is called ${String(name)}.`);
    return found;
  }

  /** Lets everything happen that is due: the promises of an answer first, then what they change on the screen. */
  async settle(): Promise<void> {
    await new Promise((resolve) => { setTimeout(resolve); });
    await this.fixture.whenStable();
  }

  /** Waits until the text is shown somewhere on the screen. */
  async shows(text: string): Promise<void> {
    await vi.waitFor(() => { expect(this.text()).toContain(text); });
  }

  async hasFocusOn(selector: string): Promise<void> {
    await vi.waitFor(() => { expect(document.activeElement).toBe(this.element.querySelector(selector)); });
  }
}
