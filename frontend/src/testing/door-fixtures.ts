/** Verdicts as the screens of the door get them. */
import type { Admission, DoorParty, DoorVerdict } from '../app/check-in/scene';

export const ROSSI: DoorParty = {
  entry: 4711,
  name: 'Giulia Rossi',
  reference: 'K7QF-2MXW',
  partySize: 4,
  admitted: 0,
  toCome: 4,
  needs: ['wheelchair', 'companion'],
};

export const MAY_ENTER: DoorVerdict = { kind: 'admit', party: ROSSI, source: 'server', isCorrection: false };

/** The phone's own verdict, before the server has said who they are. */
export const NAMELESS: DoorVerdict = {
  ...MAY_ENTER,
  party: { ...ROSSI, name: '', reference: '', needs: [] },
  source: 'phone',
};

export const IN_ALREADY: DoorVerdict = {
  ...MAY_ENTER,
  kind: 'already_checked_in',
  party: { ...ROSSI, admitted: 4, toCome: 0 },
  lastAt: '2026-11-21T20:41:00+01:00',
  lastWhere: 'Ingresso',
  lastBy: 'Marta Riva',
};

export function admission(people: number, seconds = 10): Admission {
  return { scanId: 'a-scan', people, undoUntil: Date.now() + seconds * 1000, isSent: true };
}
