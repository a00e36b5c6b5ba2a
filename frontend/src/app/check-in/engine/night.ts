import { computed, signal } from '@angular/core';

import type { CheckInApi } from '../../api/check-in-api';
import type { CheckInRecord, DoorPerformance, DoorState } from '../../api/types';
import { Poll } from '../../shared/poll';
import type { DoorStore } from './door-store';
import { keptList, Roster } from './roster';
import type { ServerLink } from './server-link';

const PACE = { everyMs: 1500, restingMs: 1500, restsAfterMs: Infinity, asksOffline: true };
const LIST_LASTS_MS = 5 * 60 * 1000;
const LIST_PAUSE_MS = 10_000;

/** The list and the state of the performance whose door is open, on the phone and kept up with the server. */
export class Night {
  private readonly poll = new Poll(() => this.look(), PACE);
  private performance?: DoorPerformance;
  private etag = '';
  /** Grows with each change that did not come by looking: a look that was under way then tells old news. */
  private changes = 0;
  private askedAt = 0;
  /** Entries that the server counts and its list has not. */
  private readonly unlisted = new Set<number>();

  readonly roster = signal<Roster | undefined>(undefined);
  readonly state = signal<DoorState | undefined>(undefined);
  readonly loadedAt = signal<number | null>(null);
  readonly endsAt = signal<number | null>(null);
  readonly stageUrl = signal('');
  readonly latecomerRule = computed(() => this.roster()?.list.latecomer_rule ?? '');

  constructor(
    private readonly store: DoorStore,
    private readonly api: CheckInApi,
    private readonly link: ServerLink,
    /** Whether acts are on their way, so that a state seen now may or may not hold them. */
    private readonly isUnsettled: () => boolean,
    private readonly seen: () => void,
  ) {}

  /** First what the phone has kept, then what the server says. */
  async open(performance: DoorPerformance): Promise<void> {
    this.close();
    this.performance = performance;
    const [kept, state] = await Promise.all([this.store.night(performance.id), this.store.state(performance.id)]);
    if (this.performance !== performance) return;
    if (kept && state) {
      this.roster.set(new Roster(kept.list));
      this.state.set(state);
      this.loadedAt.set(kept.loadedAt);
      this.endsAt.set(kept.endsAt);
    }
    this.poll.start();
    await this.load();
  }

  close(): void {
    this.poll.stop();
    this.performance = undefined;
    this.etag = '';
    this.unlisted.clear();
    this.roster.set(undefined);
    this.state.set(undefined);
    this.loadedAt.set(null);
    this.endsAt.set(null);
    this.stageUrl.set('');
  }

  /** Without waiting for the next turn. */
  lookNow(): void {
    this.poll.now();
  }

  /** One admission or undo, as the server has just written it. */
  record({ reservation, counts, checked_in_at: at, undone_at: undoneAt }: CheckInRecord, device: string): void {
    const last = undoneAt === null ? { last_at: at, last_device: device } : {};
    this.update((state) => ({
      ...state,
      counts,
      entries: state.entries.map((row) =>
        row.id === reservation.entry ? { ...row, ...last, admitted: reservation.admitted } : row,
      ),
    }));
  }

  /** The whole state, as it was after something that this phone did. */
  told(performance: number, state: DoorState): void {
    if (performance === this.performance?.id) this.update(() => state);
  }

  private update(change: (state: DoorState) => DoorState): void {
    this.changes += 1;
    this.etag = '';
    const state = this.state();
    if (state) this.adopt(change(state));
  }

  private async load(): Promise<void> {
    const { performance, changes } = this;
    if (!performance) return;
    this.askedAt = Date.now();
    const { value } = this.link.heard(await this.api.list(performance.id));
    if (!value || this.performance !== performance) return;
    const list = keptList(value);
    const loadedAt = Date.now();
    this.roster.set(new Roster(list));
    this.loadedAt.set(loadedAt);
    this.stageUrl.set(value.stage_url);
    this.endsAt.set(Date.parse(list.ends_at));
    if (changes === this.changes) this.adopt(value.state);
    await this.store.keepNight({ id: performance.id, performance, list, loadedAt, endsAt: Date.parse(list.ends_at) });
  }

  private async look(): Promise<void> {
    const { performance, changes, etag } = this;
    if (!performance) return;
    const { value } = this.link.heard(await this.api.state(performance.id, etag));
    if (!value || this.performance !== performance) return;
    if (value.state && changes === this.changes && !this.isUnsettled()) {
      this.etag = value.etag;
      this.adopt(value.state);
    }
    this.seen();
    if (this.isListStale()) await this.load();
  }

  private adopt(state: DoorState): void {
    this.state.set(state);
    if (this.performance) void this.store.keepState(this.performance.id, state);
  }

  private isListStale(): boolean {
    if (Date.now() - this.askedAt < LIST_PAUSE_MS) return false;
    const roster = this.roster();
    if (!roster || Date.now() - (this.loadedAt() ?? 0) >= LIST_LASTS_MS) return true;
    const unlisted = (this.state()?.entries ?? []).filter(({ id }) => !roster.knows(id) && !this.unlisted.has(id));
    for (const { id } of unlisted) this.unlisted.add(id);
    return unlisted.length > 0;
  }
}

