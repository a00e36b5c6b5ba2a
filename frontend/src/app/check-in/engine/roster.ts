import type { DoorList, ListEntry, PassCode } from '../../api/types';
import type { OtherPerformance } from '../scene';
import { passDigest, referenceDigest } from './digests';

/** The list of one performance as the phone keeps it: without what changes, and without the stage manager's link. */
export type KeptList = Omit<DoorList, 'state' | 'stage_url'>;

/** What may be kept, field by field: whatever the server adds one day is not kept by itself. */
export function keptList(list: DoorList): KeptList {
  return {
    performance: list.performance,
    loaded_at: list.loaded_at,
    ends_at: list.ends_at,
    salt: list.salt,
    entries: list.entries,
    elsewhere: list.elsewhere,
    latecomer_rule: list.latecomer_rule,
  };
}

/** Who a code belongs to: somebody of this door, or of another performance. */
export type Match = { readonly entry: ListEntry } | { readonly elsewhere: OtherPerformance };

/** A list, ready to look codes up in. */
export class Roster {
  private readonly entries: ReadonlyMap<number, ListEntry>;
  private readonly matches: ReadonlyMap<string, Match>;

  constructor(readonly list: KeptList) {
    this.entries = new Map(list.entries.map((entry) => [entry.id, entry]));
    this.matches = new Map<string, Match>([
      ...list.elsewhere.flatMap(({ performance, passes }) => {
        const { id, show_title: title, starts_label: startsLabel } = performance;
        return passes.map((pass) => [pass, { elsewhere: { id, title, startsLabel } }] as const);
      }),
      ...list.entries.flatMap((entry) =>
        [...entry.passes, entry.reference].filter(Boolean).map((digest) => [digest, { entry }] as const),
      ),
    ]);
  }

  async find(code: PassCode): Promise<Match | undefined> {
    if ('entry' in code) {
      const entry = this.entries.get(code.entry);
      return entry && { entry };
    }
    const { salt } = this.list;
    const digest = 'token' in code ? passDigest(salt, code.token) : referenceDigest(salt, code.reference);
    return this.matches.get(await digest);
  }

  knows(id: number): boolean {
    return this.entries.has(id);
  }
}
