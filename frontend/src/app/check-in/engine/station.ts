import { computed, signal } from '@angular/core';

import type { CheckInApi } from '../../api/check-in-api';
import type { CheckInRecord, DoorPerformance, DoorState, PassCode } from '../../api/types';
import type { DoorParty, DoorVerdict } from '../scene';
import type { Act } from './act';
import { ActQueue } from './act-queue';
import { DoorStore } from './door-store';
import { judge } from './judge';
import { Night } from './night';
import type { Practice } from './practice';
import type { Roster } from './roster';
import { ServerLink } from './server-link';
import { account } from './sign-out';

/** So long an admission may be on its way by itself before it is told with the others. */
const HOLD_MS = 5000;

interface Known {
  readonly roster: Roster | undefined;
  readonly state: DoorState | undefined;
  readonly acts: readonly Act[];
}

/** What this phone knows, remembers and still has to tell: of tonight, or of an evening of practice. */
export class Station {
  private readonly chosenId = signal<number | null>(null);
  private readonly named = signal('');

  readonly store = new DoorStore();
  readonly server = new ServerLink();
  readonly queue: ActQueue;
  readonly night: Night;
  readonly practice = signal<Practice | undefined>(undefined);
  readonly performances = signal<readonly DoorPerformance[]>([]);
  readonly chosen = this.chosenId.asReadonly();
  readonly performance = computed(() => this.performances().find(({ id }) => id === this.chosenId()));
  readonly doorName = this.named.asReadonly();
  readonly known = computed<Known>(() => this.practiced() ?? this.knownOfTonight());
  /** Nobody is asked: it is practice, or there is nobody to ask. */
  readonly isOnItsOwn = computed(() => this.practice() !== undefined || this.server.isAlone());

  constructor(api: CheckInApi) {
    const told = (performance: number, state: DoorState): void => { this.night.told(performance, state); };
    this.queue = new ActQueue(this.store, api, this.server, this.doorName, told);
    const isUnsettled = (): boolean => this.queue.isSending || this.queue.isAnyHeld();
    this.night = new Night(this.store, api, this.server, isUnsettled, () => { this.flushWaiting(); });
  }

  /** What the phone remembers; and nothing of nights that are over, or of a session of somebody else. */
  async start(): Promise<void> {
    await this.store.sweep(Date.now());
    await this.queue.load();
    this.named.set(await this.store.setting('doorName'));
    const [now, before] = [account(), await this.store.setting('account')];
    if (!now) return; // a kept page knows nobody
    if (before && before !== now && this.queue.acts().length === 0) {
      await this.store.dropNights((await this.store.nights()).map(({ id }) => id));
    }
    await this.store.keepSetting('account', now);
  }

  choose(id: number | null): void {
    this.chosenId.set(id);
    void this.store.keepSetting('chosen', String(id ?? ''));
    const performance = this.performance();
    if (performance) void this.night.open(performance);
    else this.night.close();
  }

  nameDoor(name: string): void {
    this.named.set(name);
    void this.store.keepSetting('doorName', name);
  }

  /** The name of this door, where a call tells it. */
  device(): { readonly device?: string } {
    const device = this.doorName();
    return device ? { device } : {};
  }

  /** What the phone itself says of a code; nothing when it does not know it. */
  async judged(code: PassCode): Promise<DoorVerdict | undefined> {
    const { roster } = this.known();
    const match = await roster?.find(code);
    const { state, acts } = this.known();
    const performance = this.performance();
    return judge(match, {
      state,
      acts,
      isCancelled: !this.practice() && performance?.status === 'cancelled',
      startsAt: performance?.starts_at ?? roster?.list.loaded_at ?? '',
      doorName: this.doorName(),
    });
  }

  /** One admission or undo, as the server has just written it. */
  recorded(record: CheckInRecord): void {
    this.night.record(record, this.doorName());
    const { counts } = record;
    this.performances.update((all) => all.map((one) => (one.id === this.chosenId() ? { ...one, counts } : one)));
  }

  /** An act at this door, now. One that is `held` goes to the server by itself first. */
  act(kind: Act['kind'], scanId: string, { entry }: DoorParty, people: number, isHeld = false): Act {
    const at = Date.now();
    const performance = this.chosenId() ?? 0;
    return { kind, scanId, performance, entry: entry ?? 0, people, at, heldUntil: isHeld ? at + HOLD_MS : 0 };
  }

  /** Done without asking anybody; when the promise is kept, it would outlive a crash. */
  async remember(act: Act): Promise<void> {
    const practice = this.practice();
    if (practice) practice.add(act);
    else await this.queue.add(act);
  }

  /** Something done to this party is not told yet, or is on its way: what follows is told after it, not beside it. */
  hasToTellOf({ entry }: DoorParty): boolean {
    const performance = this.chosenId();
    return entry !== null && this.queue.acts().some((act) => act.entry === entry && act.performance === performance);
  }

  flushWaiting(): void {
    if (this.queue.acts().length > 0) void this.queue.flush();
  }

  /** Lists of nights that are over go. True when the one of this door was among them. */
  async sweep(now: number): Promise<boolean> {
    await this.store.sweep(now);
    const endsAt = this.night.endsAt();
    if (endsAt === null || endsAt > now) return false;
    this.choose(null);
    return true;
  }

  get isEnded(): boolean {
    return this.queue.isEnded;
  }

  end(): void {
    this.night.close();
    this.queue.end();
  }

  private practiced(): Known | undefined {
    const practice = this.practice();
    return practice && { roster: practice.roster, state: practice.state(), acts: practice.acts() };
  }

  private knownOfTonight(): Known {
    const id = this.chosenId();
    const acts = this.queue.acts().filter(({ performance }) => performance === id);
    return { roster: this.night.roster(), state: this.night.state(), acts };
  }
}
