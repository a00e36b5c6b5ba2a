import { DestroyRef, inject } from '@angular/core';

/** A scanner that plays keyboard types a key every few milliseconds; the quickest hands need five times as long. */
const SLOWEST_GAP_MS = 45;
/** Our shortest code, the reference without its dash. */
const SHORTEST_CODE = 8;

/** Calls back with what a hardware scanner types anywhere on the page, ended by Enter. To be called where injection is possible. */
export function onWedgeScan(scanned: (text: string) => void): void {
  const keys = new QuickKeys();
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      const text = keys.end(event.timeStamp);
      if (text.length < SHORTEST_CODE) return;
      // Neither the form nor the button that has the focus is meant.
      event.preventDefault();
      event.stopImmediatePropagation();
      scanned(text);
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      keys.add(event.key, event.timeStamp);
    }
  };
  document.addEventListener('keydown', pressed, { capture: true });
  inject(DestroyRef).onDestroy(() => { document.removeEventListener('keydown', pressed, { capture: true }); });
}

/** The keys that followed one another too quickly for a hand. */
class QuickKeys {
  private text = '';
  private lastAt = -Infinity;

  add(key: string, at: number): void {
    if (at - this.lastAt > SLOWEST_GAP_MS) this.text = '';
    this.text += key;
    this.lastAt = at;
  }

  end(at: number): string {
    const text = at - this.lastAt > SLOWEST_GAP_MS ? '' : this.text;
    this.text = '';
    return text;
  }
}
