import type {
  AccessNeed,
  CheckInRecord as WrittenRecord,
  DoorCounts,
  Party as WrittenParty,
  Preview as WrittenPreview,
} from './types';

/** What the phone keeps of one reservation: no name, no reference, no code that opens anything. */
export interface ListEntry {
  readonly id: number;
  readonly passes: readonly string[];
  readonly reference: string;
  readonly needs: readonly AccessNeed[];
  /** Practice alone has names: its visitors are invented. */
  readonly name?: string;
}

export interface ElsewherePerformance {
  readonly id: number;
  readonly show_title: string;
  readonly starts_at: string;
  readonly starts_label: string;
}

export interface Elsewhere {
  readonly performance: ElsewherePerformance;
  readonly passes: readonly string[];
}

export interface EntryState {
  readonly id: number;
  readonly status: WrittenParty['status'];
  readonly party_size: number;
  readonly admitted: number;
  readonly released: number;
  readonly last_at: string | null;
  readonly last_device: string;
}

export interface DoorState {
  readonly counts: DoorCounts;
  readonly conflicts: number;
  readonly house_clear_at: string | null;
  readonly late: number;
  readonly release: { readonly is_offered: boolean; readonly people: number; readonly released: number };
  readonly entries: readonly EntryState[];
}

export interface DoorList {
  readonly performance: number;
  readonly loaded_at: string;
  readonly ends_at: string;
  readonly salt: string;
  readonly entries: readonly ListEntry[];
  readonly elsewhere: readonly Elsewhere[];
  readonly latecomer_rule: string;
  readonly stage_url: string;
  readonly state: DoorState;
}

/** Something that was done at the door, as it is told to the server afterwards. */
export type ToldAct =
  | {
      readonly kind: 'admit';
      readonly scan_id: string;
      readonly entry: number;
      readonly people: number;
      readonly seconds_ago: number;
    }
  | { readonly kind: 'undo'; readonly scan_id: string; readonly seconds_ago: number };

export interface SyncResult {
  readonly kind: ToldAct['kind'];
  readonly scan_id: string;
  readonly outcome: 'admitted' | 'conflict' | 'undone' | 'refused';
  readonly code: string;
  readonly detail: string;
}

export interface SyncAnswer {
  readonly results: readonly SyncResult[];
  readonly state: DoorState;
}

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

export type Party = WrittenParty & { readonly entry?: number };
export type CheckInRecord = Omit<WrittenRecord, 'reservation'> & { readonly reservation: Party };
export type Preview = Omit<WrittenPreview, 'reservation' | 'verdict'> & {
  readonly verdict: WrittenPreview['verdict'] | 'seats_released';
  readonly reservation: Party;
  readonly checked_in_device?: string | null;
  readonly seats_available?: number | null;
};
