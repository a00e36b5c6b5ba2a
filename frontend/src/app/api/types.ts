/** The shapes of the API under the names that the views use; schema.ts is generated (npm run types). */
import type { components } from './schema';

type Schemas = components['schemas'];

export type AccessNeed = Schemas['AccessNeed'];
export type AccessType = Schemas['AccessType'];
export type BookingState = Schemas['BookingState'];
export type BookingFacts = Schemas['BookingAnswer'];
export type Performance = Schemas['Performance'];
export type PerformanceList = Schemas['PaginatedPerformanceList'];
export type Reservation = Schemas['Reservation'];
/** What the browser that has just booked gets. */
export type BookedReservation = Schemas['Booked'];
/** A reservation as the browser that has booked it may follow it. */
export type Followed = Schemas['Followed'];
export type ReservationRequest = Schemas['BookRequest'];

export type CheckInRecord = Schemas['CheckIn'];
export type CheckInRequest = Omit<Schemas['AdmitRequest'], 'token' | 'reference' | 'entry'>;
export type DoorCounts = Schemas['DoorCount'];
export type DoorPerformance = Schemas['DoorPerformance'];
export type DoorPerformanceDetail = Schemas['DoorPerformanceDetail'];
export type DoorPerformanceList = Schemas['PaginatedDoorPerformanceList'];
/** A party as the door sees it. */
export type Party = Schemas['DoorReservation'];
/** Practice alone has names: its visitors are invented. */
export type ListEntry = Schemas['ListEntry'] & Partial<Pick<Schemas['PracticeEntry'], 'name'>>;
/** What a phone knows of a performance, or of an evening of practice. */
export type DoorList = Omit<Schemas['PhoneList'], 'entries'> & { readonly entries: readonly ListEntry[] };
/** How a performance and every entry of its list stand. */
export type DoorState = Schemas['PhoneState'];
export type EntryState = Schemas['EntryState'];
/** Something that was done at the door, as it is told afterwards. */
export type ToldAct = Schemas['ToldAct'];
export type SyncAnswer = Schemas['Sync'];
export type HouseClear = Schemas['HouseClear'];
export type Released = Schemas['Released'];
export type TakenBack = Schemas['TakenBack'];
export type Preview = Schemas['Verdict'];
export type Verdict = Preview['verdict'];

export type RefusalError = Schemas['RefusalError'];

/** What a person at the door shows: the pass, or the reference that stands for it; or who was found by name. */
export type PassCode = { readonly token: string } | { readonly reference: string } | { readonly entry: number };

export const ACCESS_NEEDS = [
  'wheelchair',
  'companion',
  'step_free',
  'hearing_loop',
  'sign_language',
  'other',
] as const satisfies readonly AccessNeed[];
