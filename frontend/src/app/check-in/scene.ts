import type { AccessNeed } from '../api/types';

/** How a code came. What is scanned admits at once; what is typed, found or opened as a link asks first. */
export type CodeSource = 'scan' | 'typed' | 'found' | 'link';

export type VerdictKind =
  | 'admit'
  | 'already_checked_in'
  | 'not_confirmed'
  | 'reservation_cancelled'
  | 'reservation_expired'
  | 'performance_cancelled'
  | 'wrong_performance'
  | 'seats_released'
  | 'unknown'
  /** Not on the phone's list, and there is no network to ask. */
  | 'not_on_list';

/** A party as the door sees it. The phone itself knows no name and no reference: both are empty until the server answers. */
export interface DoorParty {
  readonly entry: number | null;
  readonly name: string;
  readonly reference: string;
  readonly partySize: number;
  readonly admitted: number;
  readonly toCome: number;
  readonly needs: readonly AccessNeed[];
}

export interface OtherPerformance {
  readonly id: number;
  readonly title: string;
  readonly startsLabel: string;
}

export interface DoorVerdict {
  readonly kind: VerdictKind;
  readonly party?: DoorParty;
  /** The performance that the code is for, when it is not the one of this door. */
  readonly other?: OtherPerformance;
  readonly lastAt?: string;
  readonly lastWhere?: string;
  readonly lastBy?: string;
  /** Places that are left, for a party whose own were released. */
  readonly seatsAvailable?: number;
  readonly source: 'phone' | 'server';
  /** The server says otherwise than the phone did a moment ago. */
  readonly isCorrection: boolean;
}

export interface Admission {
  readonly scanId: string;
  readonly people: number;
  /** Milliseconds since 1970 until which it may be taken back in place. */
  readonly undoUntil: number;
  /** False while it waits on the phone for a network. */
  readonly isSent: boolean;
}

/** What the screen is about; one thing at a time. */
export type Scene =
  | { readonly at: 'loading' }
  | { readonly at: 'ready' }
  | { readonly at: 'looking' }
  /** Nobody has been let in yet: refused, already in, or asking how many. `canAdmit` of them may come in by a press. */
  | { readonly at: 'verdict'; readonly verdict: DoorVerdict; readonly canAdmit: number }
  | { readonly at: 'admitted'; readonly verdict: DoorVerdict; readonly admission: Admission }
  | { readonly at: 'undone'; readonly verdict: DoorVerdict; readonly admission: Admission };

/** How the phone stands to the server. */
export interface Link {
  /** Since when the phone works alone (milliseconds since 1970), or null while the server answers. */
  readonly aloneSince: number | null;
  /** Admissions and undos that wait to be sent. */
  readonly waiting: number;
  readonly needsSignIn: boolean;
}
