import type { DoorCounts, DoorState, EntryState } from '../../api/types';
import type { Act } from './act';

/** How many of a party may be inside at most. */
export function limitOf({ status, party_size: size, released }: EntryState): number {
  return status === 'confirmed' ? size - released : 0;
}

/** How many of a party are inside: those the server has counted, and those who wait on the phone to be told. */
export function insideOf(row: EntryState, acts: readonly Act[]): number {
  const change = sum(acts.filter(({ entry }) => entry === row.id).map(signed));
  return Math.max(0, Math.min(row.admitted + change, Math.max(limitOf(row), row.admitted)));
}

/** The server's counts, plus what it does not know yet. */
export function countsWith(state: DoorState, acts: readonly Act[]): DoorCounts {
  const touched = new Set(acts.map(({ entry }) => entry));
  const rows = state.entries.filter(({ id }) => touched.has(id));
  const more = sum(rows.map((row) => insideOf(row, acts) - row.admitted));
  const { counts } = state;
  return { ...counts, admitted: counts.admitted + more, to_come: Math.max(0, counts.to_come - more) };
}

/** The newest admission of a party that waits on the phone and has not been taken back. */
export function lastWaiting(entry: number, acts: readonly Act[]): Act | undefined {
  const undone = new Set(acts.filter(({ kind }) => kind === 'undo').map(({ scanId }) => scanId));
  return acts.filter((act) => act.entry === entry && act.kind === 'admit' && !undone.has(act.scanId)).at(-1);
}

function signed({ kind, people }: Act): number {
  return kind === 'admit' ? people : -people;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
