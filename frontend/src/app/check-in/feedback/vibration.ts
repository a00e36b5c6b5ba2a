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
  if (canVibrate()) navigator.vibrate([...PATTERNS[tone]]);
}
