import { Component } from '@angular/core';

import { Screen } from '../../../testing/screen';
import { onWedgeScan } from './wedge';

@Component({
  selector: 'azl-page',
  template: '<form (submit)="$event.preventDefault(); sent = sent + 1"><input /><button type="submit">Vai</button></form>',
})
class Page {
  readonly scanned: string[] = [];
  sent = 0;

  constructor() {
    onWedgeScan((text) => this.scanned.push(text));
  }
}

describe('a hardware scanner', () => {
  let screen: Screen<Page>;
  let page: Page;
  let clock: number;

  beforeEach(() => {
    screen = new Screen(Page, {});
    page = screen.fixture.componentInstance;
    clock = 0;
  });

  afterEach(() => { screen.leave(); });

  /** Whether what the key does by itself was prevented. */
  function press(key: string, gap: number, init: KeyboardEventInit = {}): boolean {
    clock += gap;
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
    Object.defineProperty(event, 'timeStamp', { value: clock });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event.defaultPrevented;
  }

  function type(text: string, gap: number): void {
    for (const key of text) press(key, gap);
  }

  it('is read anywhere on the page, and its Enter presses nothing', () => {
    screen.button('Vai').focus();
    type('http://theatre.example/r/aZ9_-q', 12);

    expect(press('Enter', 12)).toBe(true);
    expect(page.scanned).toEqual(['http://theatre.example/r/aZ9_-q']);
  });

  it('is read whole although a busy phone held up one of its keys', () => {
    type('K7QF', 12);
    press('-', 150);
    type('2MXW', 12);
    press('Enter', 12);

    expect(page.scanned).toEqual(['K7QF-2MXW']);
  });

  it('is read in the code field too', () => {
    screen.element.querySelector('input')!.focus();
    press('Shift', 12);
    type('K7QF2MXW', 12);
    press('Enter', 12);

    expect(page.scanned).toEqual(['K7QF2MXW']);
  });

  it('is not what a hand types', () => {
    screen.element.querySelector('input')!.focus();
    type('K7QF2MXW', 90);

    expect(press('Enter', 90)).toBe(false);
    expect(page.scanned).toEqual([]);
  });

  it('is not a hand that presses Enter after a quick paste of keys', () => {
    type('K7QF2MXW', 12);

    expect(press('Enter', 400)).toBe(false);
    expect(page.scanned).toEqual([]);
  });

  it('is not a shortcut, nor a few quick keys', () => {
    for (const key of 'K7QF2MXW') press(key, 12, { ctrlKey: true });
    press('Enter', 12);
    type('ciao', 12);
    press('Enter', 12);

    expect(page.scanned).toEqual([]);
  });

  it('is not mixed with what was typed before it', () => {
    type('abc', 90);
    clock += 500;
    type('K7QF-2MXW', 12);
    press('Enter', 12);

    expect(page.scanned).toEqual(['K7QF-2MXW']);
  });

  it('is not listened to when the page was left', () => {
    screen.fixture.destroy();
    type('K7QF2MXW', 12);
    press('Enter', 12);

    expect(page.scanned).toEqual([]);
  });
});
