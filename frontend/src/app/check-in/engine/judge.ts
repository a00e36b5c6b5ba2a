import type { DoorState, EntryState, ListEntry } from '../../api/types';
import { timeAtVenue } from '../../shared/clock';
import type { DoorParty, DoorVerdict, VerdictKind } from '../scene';
import type { Act } from './act';
import type { Match } from './roster';
import { insideOf, lastWaiting, limitOf } from './tally';

/** All that the phone goes by when it judges alone. */
export interface House {
  readonly state: DoorState | undefined;
  readonly acts: readonly Act[];
  readonly isCancelled: boolean;
  /** The curtain, as the API writes it: it tells the time zone of the venue. */
  readonly startsAt: string;
  readonly doorName: string;
}

export const NOT_ON_LIST: DoorVerdict = { kind: 'not_on_list', source: 'phone', isCorrection: false };

/** The phone's own verdict; nothing when it does not know the code. */
export function judge(match: Match | undefined, house: House): DoorVerdict | undefined {
  if (!match) return undefined;
  if ('elsewhere' in match) return phoneSays('wrong_performance', { other: match.elsewhere });
  const row = house.state?.entries.find(({ id }) => id === match.entry.id);
  if (!row) return undefined;
  const party = partyOnPhone(match.entry, row, house.acts);
  const kind = house.isCancelled ? 'performance_cancelled' : kindOf(row, party);
  return phoneSays(kind, { party, ...(kind === 'already_checked_in' && lastSeen(row, house)) });
}

export function partyOnPhone(entry: ListEntry, row: EntryState, acts: readonly Act[]): DoorParty {
  const admitted = insideOf(row, acts);
  return {
    entry: row.id,
    name: entry.name ?? '',
    reference: '',
    partySize: row.party_size,
    admitted,
    toCome: Math.max(0, limitOf(row) - admitted),
    needs: entry.needs,
  };
}

function kindOf(row: EntryState, party: DoorParty): VerdictKind {
  switch (row.status) {
    case 'pending':
      return 'not_confirmed';
    case 'cancelled':
      return 'reservation_cancelled';
    case 'expired':
      return 'reservation_expired';
    case 'confirmed':
      if (party.toCome > 0) return 'admit';
      return row.released > 0 ? 'seats_released' : 'already_checked_in';
  }
}

/** When and where the last of them came in, by this phone or as the server has told. */
function lastSeen(row: EntryState, { acts, startsAt, doorName }: House): Partial<DoorVerdict> {
  const own = lastWaiting(row.id, acts);
  if (own) return { lastAt: timeAtVenue(own.at, startsAt), lastWhere: doorName || undefined };
  return { lastAt: row.last_at ?? undefined, lastWhere: row.last_device || undefined };
}

function phoneSays(kind: VerdictKind, more: Partial<DoorVerdict>): DoorVerdict {
  return { kind, ...more, source: 'phone', isCorrection: false };
}
