/** Payloads of the API: the examples of docs/openapi.json, and variants of them. */
import openapi from '../../../docs/openapi.json';
import type {
  BookedReservation,
  BookingFacts,
  CheckInRecord,
  DoorPerformance,
  DoorPerformanceList,
  Followed,
  Party,
  Performance,
  Preview,
} from '../app/api/types';

type Examples = Readonly<Record<string, { readonly value: unknown } | undefined>>;
interface Answered {
  readonly content?: { readonly 'application/json'?: { readonly examples?: Examples } };
}
type Operation = Readonly<Record<'responses', Readonly<Record<string, Answered | undefined>>>>;

const paths = openapi.paths as unknown as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
const OPERATIONS = Object.values(paths).flatMap((path) => Object.values(path));

function examplesIn(answer: Answered | undefined): Examples {
  return answer?.content?.['application/json']?.examples ?? {};
}

function example(call: string, status: number, name = 'Answer'): unknown {
  const [method, path] = call.split(' ');
  const found = examplesIn(paths[path][method.toLowerCase()].responses[status])[name];
  if (!found) throw new Error(`${call} has no example ${name} with status ${status}.`);
  return found.value;
}

export function page(...results: object[]): object {
  return { count: results.length, next: null, previous: null, results };
}

const ONE = 'GET /api/performances/{performance_id}/';
export const SATURDAY = example(ONE, 200, 'Open') as Performance;

function on(id: number, label: string, booking: Partial<BookingFacts>): Performance {
  return { ...SATURDAY, id, starts_label: label, booking: { ...SATURDAY.booking, ...booking } };
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

export const PENDING = example('POST /api/performances/{performance_id}/reservations/', 201) as BookedReservation;

const FOLLOW = 'GET /api/reservations/follow/';
export const FOLLOWED = example(FOLLOW, 200, 'Pending') as Followed;
export const MAIL_REFUSED = example(FOLLOW, 200, 'MailRefused') as Followed;
export const CONFIRMED = example(FOLLOW, 200, 'Confirmed') as Followed;
export const EXPIRED = example(FOLLOW, 200, 'Expired') as Followed;
export const CANCELLED_LATER = example(FOLLOW, 200, 'Cancelled') as Followed;
export const CORRECTED = example('POST /api/reservations/correct-address/', 200) as Followed;
export const RESENT = example('POST /api/reservations/resend/', 202) as object;

export const [TONIGHT] = (example('GET /api/check-ins/performances/', 200) as DoorPerformanceList).results;
export const TOMORROW: DoorPerformance = {
  ...TONIGHT,
  id: 13,
  show: { ...TONIGHT.show, title: 'Notturno per voci' },
  starts_at: FEW_LEFT.starts_at,
  starts_label: FEW_LEFT.starts_label,
  tonight: false,
  counts: { confirmed: 40, admitted: 0, to_come: 40, walk_ups: 0, free: 57 },
};

const MAY_GO_IN = example('POST /api/check-ins/preview/', 200, 'MayGoIn') as Preview;
export const PARTY: Party = { ...MAY_GO_IN.reservation, party_size: 4, to_come: 4 };
export const ADMIT: Preview = { ...MAY_GO_IN, reservation: PARTY };
export const ALREADY_IN: Preview = {
  ...(example('POST /api/check-ins/preview/', 200, 'AlreadyIn') as Preview),
  reservation: { ...PARTY, admitted: 4, to_come: 0 },
};
export const PARTLY_IN: Preview = {
  ...ALREADY_IN,
  reservation: { ...PARTY, admitted: 2, to_come: 2 },
};

const LET_IN = example('POST /api/check-ins/', 201) as CheckInRecord;
export const ADMITTED: CheckInRecord = {
  ...LET_IN,
  reservation: { ...PARTY, admitted: 4, to_come: 0 },
  admitted: 4,
  counts: { ...LET_IN.counts, admitted: 65, to_come: 19 },
};
export const UNDONE: CheckInRecord = {
  ...(example('POST /api/check-ins/{check_in_id}/undo/', 200) as CheckInRecord),
  reservation: PARTY,
};

interface RefusalBody {
  readonly type: string;
  readonly errors: readonly { readonly code: string; readonly detail: string; readonly attr: string | null }[];
}

const REFUSALS = OPERATIONS.flatMap(({ responses }) =>
  Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([, answer]) => Object.values(examplesIn(answer)).map((one) => one?.value as RefusalBody)),
);

/** The documented refusal of that code, with other facts where a spec needs them. */
export function refusalBody(code: string, facts: object = {}): RefusalBody {
  const documented = REFUSALS.find(({ errors }) => errors[0]?.code === code);
  if (!documented) throw new Error(`No call of the API is documented to refuse with ${code}.`);
  return { ...documented, errors: documented.errors.map((error) => ({ ...error, ...facts })) };
}
