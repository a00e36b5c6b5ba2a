import { computed, DestroyRef, inject, type Signal, signal } from '@angular/core';

/** Whole seconds until a moment (milliseconds since 1970), counting down to nought. */
export function secondsUntil(moment: () => number): Signal<number> {
  const now = signal(Date.now());
  const timer = setInterval(() => { now.set(Date.now()); }, 250);
  inject(DestroyRef).onDestroy(() => { clearInterval(timer); });
  return computed(() => Math.max(0, Math.ceil((moment() - now()) / 1000)));
}
