import { Injectable, signal } from '@angular/core';

import { remember, remembered } from '../remembered';
import type { Tone } from '../verdict-words';

interface Note {
  readonly hertz: number;
  readonly from: number;
  readonly seconds: number;
}

/** Short and high, double, long and low: told apart with the eyes on the next person. */
const MELODIES: Readonly<Record<Tone, readonly Note[]>> = {
  admit: [{ hertz: 1568, from: 0, seconds: 0.12 }],
  already: [
    { hertz: 784, from: 0, seconds: 0.14 },
    { hertz: 784, from: 0.22, seconds: 0.14 },
  ],
  refused: [{ hertz: 196, from: 0, seconds: 0.6 }],
};
const PAUSE_SECONDS = 0.5;

/** The three sounds of the door. A browser plays nothing before the first press: `unlock` is to be called in one. */
@Injectable({ providedIn: 'root' })
export class Sounds {
  private context?: AudioContext;
  private readonly running = signal(false);
  private readonly muted = signal(remembered('muted') === 'yes');

  readonly isReady = this.running.asReadonly();
  readonly isMuted = this.muted.asReadonly();

  async unlock(): Promise<void> {
    try {
      this.context ??= this.newContext();
      await this.context.resume();
    } catch {
      // No sound on this device: words, colours and vibration tell the verdict all the same.
    }
    this.running.set(this.context?.state === 'running');
  }

  setMuted(isMuted: boolean): void {
    this.muted.set(isMuted);
    remember('muted', isMuted ? 'yes' : '');
  }

  play(tone: Tone): void {
    if (!this.isMuted()) this.playFrom(0, tone);
  }

  /** All three, one after another, to hear how loud they are; also when they are muted. */
  playAll(): void {
    let start = 0;
    for (const [tone, notes] of Object.entries(MELODIES) as [Tone, readonly Note[]][]) {
      this.playFrom(start, tone);
      start += Math.max(...notes.map(({ from, seconds }) => from + seconds)) + PAUSE_SECONDS;
    }
  }

  private playFrom(start: number, tone: Tone): void {
    const context = this.context;
    if (context?.state !== 'running') return;
    for (const note of MELODIES[tone]) playNote(context, note, context.currentTime + start + note.from);
  }

  private newContext(): AudioContext {
    const context = new AudioContext();
    // A call that comes in, or a headset that is pulled out, ends it until the next press.
    context.addEventListener('statechange', () => { this.running.set(context.state === 'running'); });
    return context;
  }
}

function playNote(context: AudioContext, { hertz, seconds }: Note, at: number): void {
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  oscillator.type = 'triangle';
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(0.9, at + 0.01); // no click at its beginning and end
  gain.gain.setValueAtTime(0.9, at + seconds - 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}
