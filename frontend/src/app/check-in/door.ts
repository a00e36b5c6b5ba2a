import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';

import { AT_THE_DOOR, CheckInApi } from '../api/check-in-api';
import type { Answer } from '../api/refusal';
import type { DoorCounts, DoorState, Party, PassCode } from '../api/types';
import { Desk } from './engine/desk';
import { KeptPage } from './engine/kept-page';
import { Practice } from './engine/practice';
import { isNoAnswer } from './engine/server-words';
import { guardSignOut } from './engine/sign-out';
import { Station } from './engine/station';
import { countsWith } from './engine/tally';
import type { CodeSource, Link } from './scene';

const SWEEP_MS = 60_000;
const LONGEST_DOOR_NAME = 40;
const FEWEST_LETTERS = 3;

/** One door on one phone: which performance it lets in, and the code that is being looked at. */
@Injectable()
export class Door {
  private readonly api = inject(CheckInApi);
  private readonly station = new Station(this.api);
  private readonly desk = new Desk(this.api, this.station);
  private readonly keptPage = new KeptPage();
  private starting?: Promise<void>;

  readonly performances = this.station.performances.asReadonly();
  readonly performance = this.station.performance;
  /** What the server has counted, and what waits on the phone. */
  readonly counts = computed<DoorCounts | undefined>(() => {
    const { state, acts } = this.station.known();
    return state ? countsWith(state, acts) : this.performance()?.counts;
  });
  /** What the server says of the house: conflicts, late comers, the offer to release. */
  readonly state = computed(() => this.station.known().state);
  readonly latecomerRule = this.station.night.latecomerRule;
  readonly stageUrl = this.station.night.stageUrl.asReadonly();
  readonly scene = this.desk.scene.asReadonly();
  readonly link = computed<Link>(() => ({
    aloneSince: this.station.server.aloneSince(),
    waiting: this.station.queue.acts().filter(({ heldUntil }) => heldUntil === 0).length,
    needsSignIn: this.station.server.needsSignIn(),
  }));
  /** When the list on the phone was loaded, in milliseconds since 1970. */
  readonly listLoadedAt = this.station.night.loadedAt.asReadonly();
  readonly isPractice = computed(() => this.station.practice() !== undefined);
  readonly isWaiting = this.desk.isWaiting.asReadonly();
  /** A refusal that leaves the scene as it is, because the same act can be tried again. */
  readonly refusal = computed(() => this.desk.refusal() ?? this.station.queue.lost());
  readonly doorName = this.station.doorName;
  /** Somebody wanted to sign out while admissions wait to be sent. */
  readonly mustStay = signal(false);

  constructor() {
    const sweeping = setInterval(() => void this.sweep(), SWEEP_MS);
    const flush = (): void => { this.station.flushWaiting(); };
    const unguard = guardSignOut(() => this.signOut());
    window.addEventListener('online', flush);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(sweeping);
      window.removeEventListener('online', flush);
      unguard();
      this.station.end();
    });
  }

  /** Fetches the performances, or takes what the phone has kept; the one that is meant is chosen. */
  async open(wanted: number | null): Promise<void> {
    this.desk.clear('loading');
    this.desk.refusal.set(undefined);
    this.starting ??= this.station.start();
    await this.starting;
    const { store, server, performances } = this.station;
    const kept = await store.nights();
    if (this.station.isEnded) return;
    const { value, refusal } = server.heard(await this.api.performances(kept.length > 0 ? AT_THE_DOOR : {}));
    if (value) performances.set([...value].sort((a, b) => Number(b.tonight) - Number(a.tonight)));
    else if (kept.length > 0 && isNoAnswer(refusal)) performances.set(kept.map(({ performance }) => performance));
    else this.desk.refusal.set(refusal);
    if (!this.desk.refusal()) this.station.choose(await this.startingPerformance(wanted));
    this.desk.clear('ready');
    this.station.flushWaiting();
  }

  choose(id: number | null): void {
    if (id !== this.station.chosen()) this.next();
    this.station.choose(id);
  }

  /** What is scanned lets in all who are outside; anything else asks first. */
  read(code: PassCode, source: CodeSource): Promise<void> {
    return this.desk.read(code, source);
  }

  /** Lets in the party on the screen. `reclaim` takes places back that were released, and needs the server. */
  admit(people: number, reclaim = false): Promise<void> {
    return this.desk.admit(people, reclaim);
  }

  /** Takes the admission on the screen back, to let fewer in. */
  fewer(): Promise<void> {
    return this.desk.fewer();
  }

  async undo(): Promise<void> {
    await this.desk.undo();
  }

  /** The same code at the door of another performance. */
  async switchTo(performance: number): Promise<void> {
    const { code } = this.desk;
    this.choose(performance);
    if (code) await this.read(code, 'found');
  }

  next(): void {
    this.desk.refusal.set(undefined);
    this.station.queue.lost.set(undefined);
    this.desk.clear('ready');
  }

  /** At most ten people, by three letters or more. Names come from the server, and stay on the screen alone. */
  async search(text: string): Promise<Answer<readonly Party[]>> {
    const [wanted, performance] = [text.trim(), this.station.chosen()];
    const practice = this.station.practice();
    if (wanted.length < FEWEST_LETTERS) return { value: [] };
    if (practice) return { value: practice.search(wanted) };
    return performance === null ? { value: [] } : this.station.server.heard(await this.api.search(performance, wanted));
  }

  /** Needs the server, which alone knows how many seats are left. */
  async walkUp(people: number): Promise<void> {
    if (this.isPractice()) this.desk.practiseWalkUp(people);
    else await this.desk.walkUp(people);
  }

  clearHouse(): Promise<void> {
    return this.houseAct(async (id) => {
      const { value, refusal } = await this.api.clearHouse(id, this.doorName());
      if (!value) return { refusal };
      const { at, late, stage_url: stageUrl } = value;
      this.station.night.stageUrl.set(stageUrl);
      const state = this.station.night.state();
      return { value: { state: state && { ...state, house_clear_at: at, late } } };
    });
  }

  release(): Promise<void> {
    return this.houseAct((id) => this.api.release(id));
  }

  takeBack(): Promise<void> {
    return this.houseAct((id) => this.api.takeBack(id));
  }

  setDoorName(name: string): void {
    this.station.nameDoor(name.trim().slice(0, LONGEST_DOOR_NAME));
  }

  /** Invented visitors take the place of tonight's; nothing is sent and nothing is kept. */
  async startPractice(): Promise<void> {
    const { value, refusal } = await this.desk.waitFor(this.api.practiceList());
    if (value) this.station.practice.set(new Practice(value));
    this.desk.refusal.set(refusal);
    this.desk.clear('ready');
  }

  endPractice(): Promise<void> {
    this.station.practice.set(undefined);
    this.next();
    return Promise.resolve();
  }

  /** Has the browser keep this page, and what `ahead` imports; to be called once the view stands. */
  keepPage(ahead: readonly (() => Promise<unknown>)[]): Promise<void> {
    return this.keptPage.keep(ahead);
  }

  /** False while admissions are unsent; else nothing of the night is left on the phone. */
  async signOut(): Promise<boolean> {
    const { queue, night, store } = this.station;
    await queue.flush();
    this.mustStay.set(queue.acts().length > 0);
    if (this.mustStay()) return false;
    night.close();
    await store.wipe();
    await this.keptPage.forget();
    return true;
  }

  /** Whether page, files and list are on the phone. */
  async worksOffline(): Promise<boolean> {
    const id = this.station.chosen();
    const [isPageKept, night] = await Promise.all([
      this.keptPage.isKept(),
      id === null ? undefined : this.station.store.night(id),
    ]);
    return isPageKept && night !== undefined;
  }

  private async houseAct(act: (id: number) => Promise<Answer<{ readonly state?: DoorState }>>): Promise<void> {
    const id = this.station.chosen();
    if (id === null || this.isPractice() || this.isWaiting()) return;
    const { value, refusal } = this.station.server.heard(await this.desk.waitFor(act(id)));
    this.desk.refusal.set(refusal);
    if (value?.state) this.station.night.told(id, value.state);
  }

  private async sweep(): Promise<void> {
    const isOver = await this.station.sweep(Date.now());
    await this.keptPage.sweep();
    if (!isOver) return;
    await this.open(null);
    await this.keptPage.keep([]); // the answer says anew until when
  }

  /** The one that is asked for; else one of tonight's, if it was open before or is the only one. */
  private async startingPerformance(wanted: number | null): Promise<number | null> {
    const all = this.performances();
    if (wanted !== null && all.some(({ id }) => id === wanted)) return wanted;
    const tonight = all.filter((performance) => performance.tonight);
    const ids = (tonight.length > 0 ? tonight : all).map(({ id }) => id);
    const before = Number(await this.station.store.setting('chosen'));
    if (ids.includes(before)) return before;
    return ids.length === 1 ? ids[0] : null;
  }
}
