import { computed, inject, Injectable, signal } from '@angular/core';

import { CheckInApi } from '../api/check-in-api';
import { needsSignIn, type Refusal } from '../api/refusal';
import type { CheckInRecord, DoorCounts, DoorPerformance, PassCode, Preview } from '../api/types';

/** What the screen is about; one thing at a time. */
export type Scene =
  | { readonly at: 'loading' }
  | { readonly at: 'entry' }
  | { readonly at: 'verdict'; readonly code: PassCode; readonly preview: Preview; readonly scanId: string }
  | { readonly at: 'refused'; readonly code: PassCode; readonly refusal: Refusal }
  | { readonly at: 'admitted'; readonly record: CheckInRecord };

/** One door on one phone: which performance it lets in, and the code that is being looked at. */
@Injectable()
export class Door {
  private readonly api = inject(CheckInApi);
  private readonly chosenId = signal<number | null>(null);

  readonly performances = signal<readonly DoorPerformance[]>([]);
  readonly scene = signal<Scene>({ at: 'loading' });
  /** A refusal that leaves the scene as it is, because the same act can be tried again. */
  readonly refusal = signal<Refusal | undefined>(undefined);
  readonly isWaiting = signal(false);
  readonly performance = computed(() => this.performances().find(({ id }) => id === this.chosenId()));

  /** Fetches the performances; the only one of tonight, or the one asked for, is chosen. */
  async open(wanted: number | null): Promise<void> {
    this.scene.set({ at: 'loading' });
    this.refusal.set(undefined);
    const { value, refusal } = await this.api.performances();
    this.refusal.set(refusal);
    this.scene.set({ at: 'entry' });
    if (refusal) return;
    this.performances.set(tonightFirst(value));
    this.choose(this.startingPerformance(wanted));
  }

  choose(id: number | null): void {
    this.chosenId.set(id);
  }

  async preview(code: PassCode): Promise<void> {
    const { value, refusal } = await this.waitFor(this.api.preview(code, this.chosenId()));
    if (refusal) {
      this.refusedAt(code, refusal);
      return;
    }
    this.scene.set({ at: 'verdict', code, preview: value, scanId: crypto.randomUUID() });
  }

  /** Sent again after no answer, it carries the same scan id and is the same admission. */
  async admit(admit: number): Promise<void> {
    const scene = this.scene();
    if (scene.at !== 'verdict' || this.isWaiting()) return;
    const { code, preview, scanId } = scene;
    // A code previewed without a door is admitted for the performance that it is for.
    const performance = this.chosenId() ?? preview.performance.id;
    const request = { performance, admit, scan_id: scanId };
    const { value, refusal } = await this.waitFor(this.api.admit(code, request));
    if (value) {
      this.choose(performance);
      this.recorded(value);
    } else if (refusal.code === 'party_too_large') {
      await this.preview(code); // another phone has admitted some of them: look again
    } else {
      this.refusedAt(code, refusal);
    }
  }

  async undo(): Promise<void> {
    const scene = this.scene();
    if (scene.at !== 'admitted' || this.isWaiting()) return;
    const { value, refusal } = await this.waitFor(this.api.undo(scene.record.id));
    if (refusal) this.refusal.set(refusal);
    else this.recorded(value);
  }

  async switchTo(performance: number, code: PassCode): Promise<void> {
    this.choose(performance);
    await this.preview(code);
  }

  next(): void {
    this.refusal.set(undefined);
    this.scene.set({ at: 'entry' });
    void this.refreshCounts();
  }

  private startingPerformance(wanted: number | null): number | null {
    const ids = this.performances().map(({ id }) => id);
    if (wanted !== null && ids.includes(wanted)) return wanted;
    const tonight = this.performances().filter((performance) => performance.tonight);
    if (tonight.length === 1) return tonight[0].id;
    return ids.length === 1 ? ids[0] : null;
  }

  private refusedAt(code: PassCode, refusal: Refusal): void {
    if (canBeTriedAgain(refusal)) this.refusal.set(refusal);
    else this.scene.set({ at: 'refused', code, refusal });
  }

  private recorded(record: CheckInRecord): void {
    this.scene.set({ at: 'admitted', record });
    const id = this.chosenId();
    this.performances.update((all) => all.map((one) => (one.id === id ? counted(one, record.counts) : one)));
  }

  /** Other phones admit too. What cannot be fetched now stays as it was. */
  private async refreshCounts(): Promise<void> {
    const { value } = await this.api.performances();
    if (value) this.performances.set(tonightFirst(value));
  }

  private async waitFor<T>(answer: Promise<T>): Promise<T> {
    this.refusal.set(undefined);
    this.isWaiting.set(true);
    try {
      return await answer;
    } finally {
      this.isWaiting.set(false);
    }
  }
}

/** Not a judgement on the code: no network, no time, no session. */
function canBeTriedAgain(refusal: Refusal): boolean {
  const passing: readonly string[] = ['offline', 'unreachable', 'busy', 'throttled', 'unexpected', 'invalid'];
  return passing.includes(refusal.code) || needsSignIn(refusal);
}

function counted(performance: DoorPerformance, counts: DoorCounts): DoorPerformance {
  return { ...performance, counts };
}

function tonightFirst(performances: readonly DoorPerformance[]): readonly DoorPerformance[] {
  return [...performances].sort((a, b) => Number(b.tonight) - Number(a.tonight));
}
