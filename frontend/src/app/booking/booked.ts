import type { BookedReservation, Followed } from '../api/types';

/** What the page has to know of a reservation that was asked for. All of it is text or a number: it is kept. */
export interface Booked {
  readonly reference: string;
  readonly status: string;
  readonly partySize: number;
  readonly when: string;
  readonly where: string;
  readonly confirmBefore: string;
  /** As the server shows it: most of it is hidden. */
  readonly email: string;
  /** The domain that was probably meant. */
  readonly suggestion: string;
  readonly mail: string;
  /** As it was typed: sending again and correcting need it. Gone once the reservation is confirmed. */
  readonly typedEmail: string;
  readonly followToken: string;
}

export const STATUSES = ['pending', 'confirmed', 'cancelled', 'expired'] as const;
export type Status = (typeof STATUSES)[number];

export const NOTHING_BOOKED: Booked = {
  reference: '',
  status: '',
  partySize: 0,
  when: '',
  where: '',
  confirmBefore: '',
  email: '',
  suggestion: '',
  mail: '',
  typedEmail: '',
  followToken: '',
};

export function booked(reservation: BookedReservation, typedEmail: string): Booked {
  const { performance } = reservation;
  const first: Booked = {
    ...NOTHING_BOOKED,
    partySize: reservation.party_size,
    when: performance.starts_label,
    where: `${performance.venue.name}, ${performance.venue.city}`,
    typedEmail,
    followToken: reservation.follow_token,
  };
  return seen(first, { ...reservation, mail: null });
}

/** The same reservation as it is by now. */
export function seen(before: Booked, now: Followed): Booked {
  const isOver = now.status !== 'pending';
  return {
    ...before,
    reference: now.reference,
    status: now.status,
    confirmBefore: now.confirm_before ?? '',
    email: now.email,
    suggestion: now.email_suggestion ?? '',
    mail: now.mail ?? '',
    ...(now.status === 'confirmed' && { typedEmail: '' }),
    ...(isOver && { followToken: '' }),
  };
}

export function statusOf({ status }: Booked): Status {
  return STATUSES.find((known) => known === status) ?? 'expired';
}
