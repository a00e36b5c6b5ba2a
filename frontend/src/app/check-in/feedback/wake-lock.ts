import { DestroyRef, inject, Injectable, signal } from '@angular/core';

export type WakeLockState = 'off' | 'on' | 'unsupported' | 'refused';

/** Keeps the screen on from the first press. The browser lets go whenever the page is hidden, so it is taken again on return. */
@Injectable({ providedIn: 'root' })
export class WakeLock {
  private readonly current = signal<WakeLockState>('off');
  private isWanted = false;

  readonly state = this.current.asReadonly();

  constructor() {
    const back = (): void => {
      if (this.isWanted && !document.hidden) void this.take();
    };
    document.addEventListener('visibilitychange', back);
    inject(DestroyRef).onDestroy(() => { document.removeEventListener('visibilitychange', back); });
  }

  async take(): Promise<void> {
    this.isWanted = true;
    if (this.current() === 'on') return;
    if (!('wakeLock' in navigator)) {
      this.current.set('unsupported');
      return;
    }
    try {
      const lock = await navigator.wakeLock.request('screen');
      this.current.set('on');
      lock.addEventListener('release', () => { this.current.set('off'); });
    } catch {
      this.current.set('refused'); // battery saving, or a hidden page
    }
  }
}
