/** Shapes of the door that docs/openapi.json does not have yet. */
import type { DoorState, ListEntry as WrittenEntry, Preview as WrittenPreview, PhoneList } from './types';

export type ListEntry = WrittenEntry & {
  /** Practice alone has names: its visitors are invented. */
  readonly name?: string;
};
export type DoorList = Omit<PhoneList, 'entries'> & { readonly entries: readonly ListEntry[] };

export interface HouseClear {
  readonly at: string;
  readonly admitted: number;
  readonly to_come: number;
  readonly late: number;
  readonly stage_url: string;
}

export interface Released {
  readonly released: number;
  readonly state: DoorState;
}

export interface TakenBack {
  readonly taken_back: number;
  readonly still_released: number;
  readonly state: DoorState;
}

export type Preview = Omit<WrittenPreview, 'verdict'> & {
  readonly verdict: WrittenPreview['verdict'] | 'seats_released';
  readonly seats_available?: number | null;
};
