import { DestroyRef, inject } from '@angular/core';

/** A scanner that plays keyboard types a key every 5 to 40 milliseconds; quick hands need 80 and more. */
const SLOWEST_ON_AVERAGE_MS = 60;
/** A single key may come late on a busy phone; after this pause something else begins. */
const LONGEST_GAP_MS = 300;
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
  private startedAt = 0;
  private lastAt = -Infinity;

  add(key: string, at: number): void {
    if (at - this.lastAt > LONGEST_GAP_MS) {
      this.text = '';
      this.startedAt = at;
    }
    this.text += key;
    this.lastAt = at;
  }

  end(at: number): string {
    const { text, startedAt, lastAt } = this;
    this.text = '';
    this.lastAt = -Infinity;
    const isQuick = at - lastAt <= LONGEST_GAP_MS && at - startedAt <= text.length * SLOWEST_ON_AVERAGE_MS;
    return isQuick ? text : '';
  }
}
