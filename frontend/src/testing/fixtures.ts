/** Whole payloads of the API, as docs/api-contract.md describes them. */
import type {
  BookingFacts,
  CheckInRecord,
  DoorPerformance,
  Party,
  Performance,
  Preview,
  Reservation,
} from '../app/api/types';

export function page(...results: object[]): object {
  return { count: results.length, next: null, previous: null, results };
}

const SHOW = { slug: 'il-corpo', title: 'Il corpo che resta', url: '/it/spettacoli/il-corpo/' };
const VENUE = { slug: 'cantiere', name: 'Teatro Cantiere', city: 'Firenze' };
const OPEN: BookingFacts = {
  state: 'open',
  label: 'Posti disponibili',
  seats_available: 38,
  max_party_size: 6,
  opens_at: '2026-11-01T10:00:00+01:00',
  closes_at: '2026-11-21T21:00:00+01:00',
};

export const SATURDAY: Performance = {
  id: 12,
  show: SHOW,
  venue: VENUE,
  starts_at: '2026-11-21T21:00:00+01:00',
  starts_label: 'sabato 21 novembre 2026, ore 21:00',
  doors_at: '2026-11-21T20:30:00+01:00',
  ends_at: '2026-11-21T22:20:00+01:00',
  status: 'scheduled',
  access_types: [],
  booking: OPEN,
};

function on(id: number, label: string, booking: Partial<BookingFacts>): Performance {
  return { ...SATURDAY, id, starts_label: label, booking: { ...OPEN, ...booking } };
}

export const FEW_LEFT = on(13, 'domenica 22 novembre 2026, ore 17:00', {
  state: 'few_left',
  label: 'Ultimi 3 posti',
  seats_available: 3,
});
export const FULL = on(14, 'venerdì 27 novembre 2026, ore 21:00', {
  state: 'full',
  label: 'Esaurito',
  seats_available: 0,
});
export const NOT_YET_OPEN = on(15, 'sabato 28 novembre 2026, ore 21:00', {
  state: 'not_yet_open',
  label: 'Si prenota da lunedì 23 novembre, ore 10:00',
  seats_available: 0,
});
export const CLOSED = on(16, 'domenica 29 novembre 2026, ore 17:00', {
  state: 'closed',
  label: 'Prenotazioni chiuse, chiedi alla porta',
  seats_available: 0,
});
export const CANCELLED: Performance = {
  ...on(17, 'lunedì 30 novembre 2026, ore 21:00', {
    state: 'cancelled',
    label: 'Annullata',
    seats_available: 0,
  }),
  status: 'cancelled',
};

export const PENDING: Reservation = {
  reference: 'K7QF-2MXW',
  status: 'pending',
  party_size: 2,
  performance: SATURDAY,
  confirm_before: '2026-11-21T18:30:00+01:00',
  email: 'g•••@example.org',
};

export const TONIGHT: DoorPerformance = {
  id: 12,
  show: SHOW,
  venue: VENUE,
  starts_at: SATURDAY.starts_at,
  starts_label: SATURDAY.starts_label,
  doors_at: SATURDAY.doors_at,
  status: 'scheduled',
  tonight: true,
  counts: { confirmed: 84, admitted: 61, to_come: 23, walk_ups: 5, free: 12 },
};
export const TOMORROW: DoorPerformance = {
  ...TONIGHT,
  id: 13,
  show: { ...SHOW, title: 'Notturno per voci' },
  starts_at: FEW_LEFT.starts_at,
  starts_label: FEW_LEFT.starts_label,
  tonight: false,
  counts: { confirmed: 40, admitted: 0, to_come: 40, walk_ups: 0, free: 57 },
};

export const PARTY: Party = {
  reference: 'K7QF-2MXW',
  name: 'Giulia Rossi',
  party_size: 4,
  admitted: 0,
  to_come: 4,
  access_needs: ['wheelchair', 'companion'],
  status: 'confirmed',
};

export const ADMIT: Preview = {
  verdict: 'admit',
  detail: 'Può entrare.',
  reservation: PARTY,
  performance: TONIGHT,
  checked_in_at: null,
  checked_in_by: null,
};
export const ALREADY_IN: Preview = {
  ...ADMIT,
  verdict: 'already_checked_in',
  detail: 'Già dentro.',
  reservation: { ...PARTY, admitted: 4, to_come: 0 },
  checked_in_at: '2026-11-21T20:42:10+01:00',
  checked_in_by: 'Marta Riva',
};
export const PARTLY_IN: Preview = {
  ...ALREADY_IN,
  reservation: { ...PARTY, admitted: 2, to_come: 2 },
};

export const ADMITTED: CheckInRecord = {
  id: 9,
  scan_id: '0b0e0c1c-7a52-4a53-9a0d-0d6a5e9f5a10',
  reservation: { ...PARTY, admitted: 4, to_come: 0 },
  admitted: 4,
  checked_in_at: '2026-11-21T20:50:00+01:00',
  checked_in_by: 'Marta Riva',
  undone_at: null,
  counts: { confirmed: 84, admitted: 65, to_come: 19, walk_ups: 5, free: 12 },
};
export const UNDONE: CheckInRecord = {
  ...ADMITTED,
  reservation: PARTY,
  undone_at: '2026-11-21T20:50:08+01:00',
  counts: TONIGHT.counts,
};

/** A refusal as the API writes it. */
export function refusalBody(code: string, facts: object = {}): object {
  return {
    type: 'client_error',
    errors: [{ code, detail: 'Parole del server.', attr: null, ...facts }],
  };
}
