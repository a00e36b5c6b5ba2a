import { computed, signal } from '@angular/core';

import type { DoorList, DoorState, Party } from '../../api/types';
import type { Act } from './act';
import { partyOnPhone } from './judge';
import { Roster } from './roster';

const MOST_FOUND = 10;

/** An evening with invented visitors: judged and counted here, told to nobody, kept nowhere. */
export class Practice {
  private readonly done = signal<readonly Act[]>([]);
  readonly roster: Roster;
  private readonly house: DoorState;
  readonly state = computed(() => this.withWalkUps());
  readonly acts = this.done.asReadonly();

  constructor(list: DoorList) {
    this.roster = new Roster(list);
    this.house = list.state;
  }

  add(act: Act): void {
    this.done.update((acts) => [...acts, act]);
  }

  search(text: string): readonly Party[] {
    const wanted = text.toLocaleLowerCase();
    const rows = new Map(this.house.entries.map((row) => [row.id, row]));
    return this.roster.list.entries.flatMap((entry) => {
      const row = rows.get(entry.id);
      if (!row || !entry.name?.toLocaleLowerCase().includes(wanted)) return [];
      const { name, partySize, admitted, toCome } = partyOnPhone(entry, row, this.acts());
      const counts = { party_size: partySize, admitted, to_come: toCome, released: row.released };
      return [{ entry: entry.id, name, reference: '', ...counts, access_needs: [...entry.needs], status: row.status }];
    }).slice(0, MOST_FOUND);
  }

  /** Whoever came without a reservation stands on no list: they are counted beside it. */
  private withWalkUps(): DoorState {
    const { counts } = this.house;
    const people = this.acts()
      .filter(({ entry }) => entry === 0)
      .reduce((total, act) => total + (act.kind === 'admit' ? act.people : -act.people), 0);
    const more = { admitted: counts.admitted + people, walk_ups: counts.walk_ups + people, free: counts.free - people };
    return { ...this.house, counts: { ...counts, ...more } };
  }
}
