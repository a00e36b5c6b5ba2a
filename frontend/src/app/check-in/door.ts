import { computed, inject, Injectable, signal } from '@angular/core';

import { CheckInApi } from '../api/check-in-api';
import type { CheckInRecord, DoorState, Party } from '../api/door-types';
import type { Answer, Refusal } from '../api/refusal';
import type { DoorCounts, DoorPerformance, PassCode } from '../api/types';
import { previewVerdict, recordVerdict, refusedVerdict } from './engine/server-words';
import type { CodeSource, DoorVerdict, Link, Scene } from './scene';

const UNDO_MS = 10_000;

/** One door on one phone: which performance it lets in, and the code that is being looked at. */
@Injectable()
export class Door {
  private readonly api = inject(CheckInApi);
  private readonly chosenId = signal<number | null>(null);
  private code?: PassCode;
  private record?: CheckInRecord;

  readonly performances = signal<readonly DoorPerformance[]>([]);
  readonly performance = computed(() => this.performances().find(({ id }) => id === this.chosenId()));
  readonly counts = computed<DoorCounts | undefined>(() => this.performance()?.counts);
  /** What the server says of the house: conflicts, late comers, the offer to release. */
  readonly state = signal<DoorState | undefined>(undefined);
  readonly latecomerRule = signal('');
  readonly stageUrl = signal('');
  readonly scene = signal<Scene>({ at: 'loading' });
  readonly link = signal<Link>({ aloneSince: null, waiting: 0, needsSignIn: false });
  /** When the list on the phone was loaded, in milliseconds since 1970. */
  readonly listLoadedAt = signal<number | null>(null);
  readonly isPractice = signal(false);
  readonly isWaiting = signal(false);
  /** A refusal that leaves the scene as it is, because the same act can be tried again. */
  readonly refusal = signal<Refusal | undefined>(undefined);
  readonly doorName = signal('');
  /** Somebody wanted to sign out while admissions wait to be sent. */
  readonly mustStay = signal(false);

  /** Fetches the performances; the only one of tonight, or the one asked for, is chosen. */
  async open(wanted: number | null): Promise<void> {
    this.scene.set({ at: 'loading' });
    this.refusal.set(undefined);
    const { value, refusal } = await this.api.performances();
    this.refusal.set(refusal);
    this.scene.set({ at: 'ready' });
    if (refusal) return;
    this.performances.set([...value].sort((a, b) => Number(b.tonight) - Number(a.tonight)));
    this.choose(this.startingPerformance(wanted));
  }

  choose(id: number | null): void {
    this.chosenId.set(id);
  }

  async read(code: PassCode, source: CodeSource): Promise<void> {
    this.code = code;
    this.scene.set({ at: 'looking' });
    const { value, refusal } = await this.waitFor(this.api.preview(code, this.chosenId()));
    if (refusal) {
      this.refusedBy(refusal);
      return;
    }
    if (this.chosenId() === null) this.choose(value.performance.id);
    this.show(previewVerdict(value));
    if (source === 'scan' && value.verdict === 'admit') await this.admit(value.reservation.to_come);
  }

  /** Lets in the party that is on the screen. `reclaim` takes places back that were released. */
  async admit(people: number, reclaim = false): Promise<void> {
    const performance = this.chosenId();
    if (!this.code || performance === null || this.isWaiting()) return;
    const request = { performance, admit: people, scan_id: crypto.randomUUID(), ...(reclaim && { reclaim }) };
    const { value, refusal } = await this.waitFor(this.api.admit(this.code, request));
    if (refusal) this.refusedBy(refusal);
    else this.recorded(value);
  }

  /** Takes the admission on the screen back, to let fewer in. */
  async fewer(): Promise<void> {
    await this.undo();
    const scene = this.scene();
    if (scene.at === 'undone') this.show(scene.verdict);
  }

  async undo(): Promise<void> {
    const scene = this.scene();
    if (scene.at !== 'admitted' || !this.record || this.isWaiting()) return;
    const { value, refusal } = await this.waitFor(this.api.undo(this.record.id));
    if (refusal) this.refusal.set(refusal);
    else this.scene.set({ at: 'undone', verdict: recordVerdict(value), admission: scene.admission });
  }

  /** The same code at the door of another performance. */
  async switchTo(performance: number): Promise<void> {
    this.choose(performance);
    if (this.code) await this.read(this.code, 'found');
  }

  next(): void {
    this.refusal.set(undefined);
    this.scene.set({ at: 'ready' });
  }

  /** At most ten people, by three letters or more. */
  async search(text: string): Promise<Answer<readonly Party[]>> {
    const performance = this.chosenId();
    if (performance === null || text.trim().length < 3) return { value: [] };
    return this.api.search(performance, text.trim());
  }

  async walkUp(people: number): Promise<void> {
    const performance = this.chosenId();
    if (performance === null) return;
    const request = { party_size: people, scan_id: crypto.randomUUID() };
    const { value, refusal } = await this.waitFor(this.api.walkUp(performance, request));
    if (refusal) this.refusal.set(refusal);
    else this.recorded(value);
  }

  clearHouse(): Promise<void> {
    return this.houseAct((id) => this.api.clearHouse(id, this.doorName()));
  }

  release(): Promise<void> {
    return this.houseAct((id) => this.api.release(id));
  }

  takeBack(): Promise<void> {
    return this.houseAct((id) => this.api.takeBack(id));
  }

  setDoorName(name: string): void {
    this.doorName.set(name.trim().slice(0, 40));
  }

  startPractice(): Promise<void> {
    return Promise.resolve();
  }

  endPractice(): Promise<void> {
    return Promise.resolve();
  }

  /** Has the browser keep this page, with what `ahead` imports; to be called once the view stands. */
  keepPage(ahead: readonly (() => Promise<unknown>)[]): Promise<void> {
    return Promise.all(ahead.map((load) => load())).then(() => undefined);
  }

  /** False while admissions are unsent; else nothing of the night is left on the phone. */
  signOut(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** Whether page, files and list are on the phone. */
  worksOffline(): Promise<boolean> {
    return Promise.resolve(false);
  }

  private async houseAct(act: (performance: number) => Promise<Answer<unknown>>): Promise<void> {
    const performance = this.chosenId();
    if (performance === null) return;
    const { refusal } = await this.waitFor(act(performance));
    this.refusal.set(refusal);
  }

  private refusedBy(refusal: Refusal): void {
    const verdict = refusedVerdict(refusal);
    if (verdict) {
      this.show(verdict);
      return;
    }
    this.refusal.set(refusal);
    if (this.scene().at === 'looking') this.scene.set({ at: 'ready' });
  }

  private show(verdict: DoorVerdict): void {
    const mayCome = ['admit', 'already_checked_in'].includes(verdict.kind);
    this.scene.set({ at: 'verdict', verdict, canAdmit: mayCome ? (verdict.party?.toCome ?? 0) : 0 });
  }

  private recorded(record: CheckInRecord): void {
    this.record = record;
    const admission = {
      scanId: record.scan_id,
      people: record.admitted,
      undoUntil: Date.now() + UNDO_MS,
      isSent: true,
    };
    this.scene.set({ at: 'admitted', verdict: recordVerdict(record), admission });
    const id = this.chosenId();
    this.performances.update((all) => all.map((one) => (one.id === id ? { ...one, counts: record.counts } : one)));
  }

  private startingPerformance(wanted: number | null): number | null {
    const ids = this.performances().map(({ id }) => id);
    if (wanted !== null && ids.includes(wanted)) return wanted;
    const tonight = this.performances().filter((performance) => performance.tonight);
    if (tonight.length === 1) return tonight[0].id;
    return ids.length === 1 ? ids[0] : null;
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
