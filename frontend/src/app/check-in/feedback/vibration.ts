import type { Tone } from '../verdict-words';

/** Milliseconds on, off, on: the same rhythm as the sounds. */
const PATTERNS: Readonly<Record<Tone, readonly number[]>> = {
  admit: [80],
  already: [110, 90, 110],
  refused: [500],
};

export function canVibrate(): boolean {
  return 'vibrate' in navigator;
}

export function vibrate(tone: Tone): void {
  if (canVibrate() && isTouched()) navigator.vibrate([...PATTERNS[tone]]);
}

/** Until somebody has touched the page, after a reload for instance, browsers refuse to vibrate and complain of it. */
function isTouched(): boolean {
  const { userActivation } = navigator as Partial<Navigator>;
  return userActivation?.hasBeenActive ?? true;
}
