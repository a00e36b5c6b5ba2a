import type { CheckInRecord, Party, Preview } from '../../api/types';
import { needsSignIn, type Refusal, type RefusalFacts } from '../../api/refusal';
import type { DoorParty, DoorVerdict, VerdictKind } from '../scene';

/** What the server says, in the terms of the screen. */

const REFUSED_CODES: Readonly<Partial<Record<string, VerdictKind>>> = {
  already_checked_in: 'already_checked_in',
  not_confirmed: 'not_confirmed',
  reservation_cancelled: 'reservation_cancelled',
  reservation_expired: 'reservation_expired',
  performance_cancelled: 'performance_cancelled',
  wrong_performance: 'wrong_performance',
  seats_released: 'seats_released',
  not_found: 'unknown',
};

export function partyOf(party: Party): DoorParty {
  return {
    entry: party.entry,
    name: party.name,
    reference: party.reference,
    partySize: party.party_size,
    admitted: party.admitted,
    toCome: party.to_come,
    needs: party.access_needs,
  };
}

export function previewVerdict(preview: Preview): DoorVerdict {
  const { show, id, starts_label: startsLabel } = preview.performance;
  return {
    kind: preview.verdict,
    party: partyOf(preview.reservation),
    other: preview.verdict === 'wrong_performance' ? { id, title: show.title, startsLabel } : undefined,
    lastAt: preview.checked_in_at ?? undefined,
    lastBy: preview.checked_in_by ?? undefined,
    lastWhere: preview.checked_in_device ?? undefined,
    seatsAvailable: preview.seats_available ?? undefined,
    source: 'server',
    isCorrection: false,
  };
}

/** The party as it stands after it has come in. */
export function recordVerdict(record: CheckInRecord): DoorVerdict {
  return { kind: 'admit', party: partyOf(record.reservation), source: 'server', isCorrection: false };
}

/** Nothing for what is no judgement on the code: no network, no time, no session. */
export function refusedVerdict(refusal: Refusal, party?: DoorParty): DoorVerdict | undefined {
  const kind = isForeign(refusal) ? 'unknown' : REFUSED_CODES[refusal.code];
  if (!kind) return undefined;
  const { facts } = refusal;
  return {
    kind,
    party: kind === 'unknown' ? undefined : party && asTold(party, facts),
    other: facts.performance && {
      id: facts.performance.id,
      title: facts.performance.show_title,
      startsLabel: facts.performance.starts_label,
    },
    lastAt: facts.checked_in_at,
    lastBy: facts.checked_in_by,
    lastWhere: facts.checked_in_device,
    seatsAvailable: facts.seats_available,
    source: 'server',
    isCorrection: false,
  };
}

/** True when the server has not said whether it did as it was asked; the phone then goes by what it knows. */
export function isNoAnswer(refusal: Refusal): boolean {
  const passing: readonly string[] = ['offline', 'unreachable', 'server_error', 'busy', 'throttled'];
  return passing.includes(refusal.code) || needsSignIn(refusal);
}

function asTold(party: DoorParty, facts: RefusalFacts): DoorParty {
  return { ...party, admitted: facts.admitted ?? party.admitted, toCome: facts.to_come ?? party.toCome };
}

/** A code that cannot be one of ours, such as a long address on a poster. */
function isForeign({ code, fields }: Refusal): boolean {
  return code === 'invalid' && fields.some(({ attr }) => attr === 'token' || attr === 'reference');
}
