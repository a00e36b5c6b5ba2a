import { signal } from '@angular/core';

import type { CheckInApi } from '../../api/check-in-api';
import type { Refusal } from '../../api/refusal';
import type { DoorState, ToldAct } from '../../api/types';
import { type Act, keyOf } from './act';
import type { DoorStore } from './door-store';
import type { ServerLink } from './server-link';

const BATCH = 100;
const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;

/** What was done at this door and is still to be told, in order. It outlives reloads, crashes and sessions. */
export class ActQueue {
  private readonly kept = signal<readonly Act[]>([]);
  /** What the browser would not keep, and so is in this tab alone. */
  private readonly unkept = new Set<string>();
  /** What this tab knows to be told, whatever it reads of it later. */
  private readonly dropped = new Set<string>();
  private sending?: Promise<void>;
  private timer?: ReturnType<typeof setTimeout>;
  private pauseMs = FIRST_PAUSE_MS;
  private hasEnded = false;

  readonly acts = this.kept.asReadonly();
  /** Why something that was done will never be told; somebody should hear of it. */
  readonly lost = signal<Refusal | undefined>(undefined);

  constructor(
    private readonly store: DoorStore,
    private readonly api: CheckInApi,
    private readonly link: ServerLink,
    private readonly device: () => string,
    private readonly told: (performance: number, state: DoorState) => void,
  ) {}

  get isEnded(): boolean {
    return this.hasEnded;
  }

  get isSending(): boolean {
    return this.sending !== undefined;
  }

  /** An act that is on its way by itself. */
  isAnyHeld(): boolean {
    return this.kept().some(({ heldUntil }) => heldUntil > Date.now());
  }

  /** What other tabs of this phone have added counts here too, and what they have sent does not any more. */
  async load(): Promise<void> {
    const before = new Set(this.kept().map(keyOf));
    const stored = (await this.store.acts()).filter((act) => !this.dropped.has(keyOf(act)));
    const found = new Set(stored.map(keyOf));
    const isOwn = (key: string): boolean => !found.has(key) && (this.unkept.has(key) || !before.has(key));
    const now = Date.now();
    const free = stored.map((act) => (act.heldUntil > now ? act : { ...act, heldUntil: 0 }));
    this.kept.update((acts) => [...free, ...acts.filter((act) => isOwn(keyOf(act)))]);
  }

  /** Done once the act would outlive a crash. */
  async add(act: Act): Promise<void> {
    this.kept.update((acts) => [...acts, act]);
    if (!(await this.store.keepAct(act))) this.unkept.add(keyOf(act));
  }

  /** The act did not get through by itself. */
  async release(act: Act): Promise<void> {
    const free = { ...act, heldUntil: 0 };
    this.kept.update((acts) => acts.map((one) => (keyOf(one) === keyOf(act) ? free : one)));
    await this.store.keepAct(free);
  }

  /** The server knows of them. */
  async drop(acts: readonly Act[]): Promise<void> {
    const keys = new Set(acts.map(keyOf));
    this.kept.update((all) => all.filter((act) => !keys.has(keyOf(act))));
    for (const key of keys) {
      this.unkept.delete(key);
      this.dropped.add(key);
    }
    await this.store.dropActs(acts);
  }

  /** Tells the server all there is to tell; one tab of the phone at a time. */
  flush(): Promise<void> {
    this.sending ??= alone(() => this.sendAll()).finally(() => {
      this.sending = undefined;
      this.tryLater();
    });
    return this.sending;
  }

  end(): void {
    this.hasEnded = true;
    clearTimeout(this.timer);
  }

  private async sendAll(): Promise<void> {
    await this.load();
    for (let batch = this.nextBatch(); batch.length > 0 && !this.isEnded; batch = this.nextBatch()) {
      if (!(await this.send(batch))) {
        this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
        return;
      }
      this.pauseMs = FIRST_PAUSE_MS;
    }
  }

  private async send(batch: readonly Act[]): Promise<boolean> {
    const { performance } = batch[0];
    const now = Date.now();
    const acts = batch.map((act) => toldAct(act, now));
    const { value, refusal } = this.link.heard(await this.api.sync(performance, this.device(), acts));
    if (refusal) {
      if (!isTooLate(refusal)) return false;
      this.lost.set(refusal);
      await this.drop(batch);
      return true;
    }
    const heard = new Set(value.results.map(({ scan_id: scanId, kind }) => keyOf({ scanId, kind })));
    const done = batch.filter((act) => heard.has(keyOf(act)));
    const dropped = this.drop(done);
    this.told(performance, value.state);
    await dropped;
    return done.length > 0;
  }

  /** Of one performance, and nothing past an act that is on its way: what follows may be about it. */
  private nextBatch(): readonly Act[] {
    const acts = this.kept();
    const now = Date.now();
    const end = acts.findIndex((act) => act.performance !== acts[0].performance || act.heldUntil > now);
    return acts.slice(0, end < 0 ? BATCH : Math.min(end, BATCH));
  }

  /** After a pause that grows while nothing gets through. */
  private tryLater(): void {
    clearTimeout(this.timer);
    if (this.isEnded || this.kept().length === 0) return;
    this.timer = setTimeout(() => void this.flush(), this.pauseMs);
  }
}

function toldAct({ kind, scanId, entry, people, at }: Act, now: number): ToldAct {
  const told = { scan_id: scanId, seconds_ago: Math.max(0, Math.round((now - at) / 1000)) };
  return kind === 'admit' ? { kind, ...told, entry, people } : { kind, ...told };
}

/** The counts of the night are closed, or there is no such performance any more: nobody will ever take these. */
function isTooLate({ code }: Refusal): boolean {
  return code === 'sync_too_late' || code === 'not_found';
}

function alone(act: () => Promise<void>): Promise<void> {
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? locks.request('azl-door-acts', act) : act();
}
