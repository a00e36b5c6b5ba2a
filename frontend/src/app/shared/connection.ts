import { DestroyRef, inject, Injectable, signal } from '@angular/core';

/** Whether the device believes to be online: a hint for words, never a reason not to try. */
@Injectable({ providedIn: 'root' })
export class Connection {
  private readonly state = signal(navigator.onLine);
  readonly isOnline = this.state.asReadonly();

  constructor() {
    const update = (): void => { this.state.set(navigator.onLine); };
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    inject(DestroyRef).onDestroy(() => {
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
    });
  }
}
