import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { IDBFactory } from 'fake-indexeddb';

import type { AccessNeed, DoorList, DoorPerformance, DoorState, EntryState } from '../app/api/types';
import { Door } from '../app/check-in/door';
import { passDigest, referenceDigest } from '../app/check-in/engine/digests';
import type { Scene } from '../app/check-in/scene';
import { timeLimit } from '../app/shared/time-limit';
import { page, TONIGHT } from './fixtures';

export const DOORS = '/api/check-ins/performances/';
export const LIST = `${DOORS}${TONIGHT.id}/list/`;
export const STATE = `${DOORS}${TONIGHT.id}/state/`;
export const SYNC = `${DOORS}${TONIGHT.id}/sync/`;
export const PREVIEW = '/api/check-ins/preview/';
export const CHECK_INS = '/api/check-ins/';

const SALT = '0123456789abcdef0123456789abcdef';

/** Somebody on the list, in the terms of a spec. */
export interface Guest extends Partial<EntryState> {
  readonly id: number;
  readonly token?: string;
  readonly reference?: string;
  readonly needs?: readonly AccessNeed[];
  readonly name?: string;
}

export function rowOf({ id, status, party_size, admitted, released, last_at, last_device }: Guest): EntryState {
  return {
    id,
    status: status ?? 'confirmed',
    party_size: party_size ?? 4,
    admitted: admitted ?? 0,
    released: released ?? 0,
    last_at: last_at ?? null,
    last_device: last_device ?? '',
  };
}

export function stateOf(guests: readonly Guest[], more: Partial<DoorState> = {}): DoorState {
  return {
    counts: { confirmed: 84, admitted: 61, to_come: 23, walk_ups: 5, free: 12 },
    conflicts: 0,
    house_clear_at: null,
    late: 0,
    release: { is_offered: false, people: 0, released: 0 },
    entries: guests.map(rowOf),
    ...more,
  };
}

export async function listOf(guests: readonly Guest[], more: Partial<DoorList> = {}): Promise<DoorList> {
  const entries = guests.map(async ({ id, token, reference, needs, name }) => ({
    id,
    passes: token ? [await passDigest(SALT, token)] : [],
    reference: reference ? await referenceDigest(SALT, reference) : '',
    needs: [...(needs ?? [])],
    ...(name && { name }),
  }));
  const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  return {
    performance: TONIGHT.id,
    loaded_at: at(0),
    ends_at: at(6),
    salt: SALT,
    entries: await Promise.all(entries),
    elsewhere: [
      {
        performance: { id: 13, show_title: 'Notturno', starts_at: at(24), starts_label: 'domenica, ore 17:00' },
        passes: [await passDigest(SALT, 'other-night')],
      },
    ],
    latecomer_rule: 'Si entra all’intervallo.',
    stage_url: '/stage/secret-of-the-stage/',
    state: stateOf(guests),
    ...more,
  };
}

/** A phone with a door, and the server played by the spec. A second one in a spec is the same phone after a reload. */
export class Phone {
  readonly door: Door;
  private readonly server: HttpTestingController;

  constructor() {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [Door, provideHttpClient(withInterceptors([timeLimit])), provideHttpClientTesting()],
    });
    this.server = TestBed.inject(HttpTestingController);
    this.door = TestBed.inject(Door);
  }

  async request(method: string, url: string): Promise<TestRequest> {
    return vi.waitFor(() => this.server.expectOne((one) => one.method === method && one.url === url));
  }

  async answer(method: string, url: string, body: object | null, status = 200, headers = {}): Promise<TestRequest> {
    const request = await this.request(method, url);
    request.flush(body, { status, statusText: String(status), headers });
    return request;
  }

  async silence(method: string, url: string): Promise<TestRequest> {
    const request = await this.request(method, url);
    request.error(new ProgressEvent('error'));
    return request;
  }

  /** Requests of that kind that nobody has answered yet. */
  waiting(method: string, url: string): TestRequest[] {
    return this.server.match((one) => one.method === method && one.url === url);
  }

  /** The door of tonight's performance, with its list. */
  async open(guests: readonly Guest[], performances: readonly DoorPerformance[] = [TONIGHT]): Promise<void> {
    void this.door.open(null);
    await this.answer('GET', DOORS, page(...performances));
    await this.answer('GET', LIST, await listOf(guests));
    await this.is(() => this.door.listLoadedAt() !== null && this.door.scene().at === 'ready');
  }

  /** The same in a foyer without network, with what the phone has kept. */
  async openAlone(): Promise<void> {
    void this.door.open(null);
    await this.silence('GET', DOORS);
    await this.silence('GET', LIST);
    await this.is(() => this.door.listLoadedAt() !== null && this.door.scene().at === 'ready');
  }

  /** The next look at the state comes early. */
  async looks(): Promise<TestRequest> {
    document.dispatchEvent(new Event('visibilitychange'));
    return this.request('GET', STATE);
  }

  async losesNetwork(): Promise<void> {
    (await this.looks()).error(new ProgressEvent('error'));
    await this.is(() => this.door.link().aloneSince !== null);
  }

  async at<T extends Scene['at']>(at: T): Promise<Extract<Scene, { at: T }>> {
    await this.is(() => this.door.scene().at === at);
    return this.door.scene() as Extract<Scene, { at: T }>;
  }

  async is(condition: () => boolean): Promise<void> {
    await vi.waitFor(() => { expect(condition()).toBe(true); });
  }
}

/** Everything that this phone has stored, as text. */
export async function dump(): Promise<string> {
  const found: unknown[] = [Object.entries(localStorage), Object.entries(sessionStorage)];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      found.push(store, await done(objects.getAllKeys()), await done(objects.getAll()));
    }
    database.close();
  }
  return JSON.stringify(found);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => { resolve(request.result); };
    request.onerror = () => { reject(request.error ?? new Error()); };
  });
}

/** A phone that has never been at a door. */
export function newPhone(): Phone {
  vi.stubGlobal('indexedDB', new IDBFactory());
  return new Phone();
}
