import type { DoorPerformance, DoorState } from '../../api/types';
import { type Act, keyOf } from './act';
import type { KeptList } from './roster';

/** One performance as it was when the phone last heard of it. */
export interface KeptNight {
  readonly id: number;
  readonly performance: DoorPerformance;
  readonly list: KeptList;
  readonly loadedAt: number;
  readonly endsAt: number;
}

export type Setting = 'doorName' | 'chosen' | 'account';

const NAME = 'azl-door';
const STORES = ['nights', 'states', 'acts', 'settings'] as const;
type StoreName = (typeof STORES)[number];

/** The server takes acts until a day after the night; later ones are of no use to anybody. */
const ACTS_LAST_MS = 48 * 3600 * 1000;

/**
 * What the phone remembers through a reload: lists of tonight, what is still to be told, and its own settings.
 *
 * Nothing here is a name, an address, a reference or a token. A browser that keeps nothing is no reason to stop:
 * reading then finds nothing, and writing says so by `false`.
 */
export class DoorStore {
  private opened?: Promise<IDBDatabase>;

  async nights(): Promise<readonly KeptNight[]> {
    return (await this.read<KeptNight[]>('nights', (store) => store.getAll())) ?? [];
  }

  night(id: number): Promise<KeptNight | undefined> {
    return this.read<KeptNight>('nights', (store) => store.get(id));
  }

  state(id: number): Promise<DoorState | undefined> {
    return this.read<DoorState>('states', (store) => store.get(id));
  }

  /** In the order in which they were done. */
  async acts(): Promise<readonly Act[]> {
    return (await this.read<Act[]>('acts', (store) => store.getAll())) ?? [];
  }

  async setting(name: Setting): Promise<string> {
    return (await this.read<string>('settings', (store) => store.get(name))) ?? '';
  }

  keepNight(night: KeptNight): Promise<boolean> {
    return this.write(['nights'], (store) => { store('nights').put(night); });
  }

  keepState(id: number, state: DoorState): Promise<boolean> {
    return this.write(['states'], (store) => { store('states').put(state, id); });
  }

  keepSetting(name: Setting, value: string): Promise<boolean> {
    return this.write(['settings'], (store) => { store('settings').put(value, name); });
  }

  /** The same act again takes the place that it has. */
  keepAct(act: Act): Promise<boolean> {
    return this.write(['acts'], (store) => {
      const acts = store('acts');
      const known = acts.index('key').getKey(keyOf(act));
      known.onsuccess = () => { acts.put({ ...act, key: keyOf(act) }, known.result); };
    });
  }

  dropActs(dropped: readonly Act[]): Promise<boolean> {
    return this.write(['acts'], (store) => {
      const acts = store('acts');
      for (const act of dropped) {
        const known = acts.index('key').getKey(keyOf(act));
        known.onsuccess = () => { if (known.result !== undefined) acts.delete(known.result); };
      }
    });
  }

  /** Lists go, what is still to be told and the settings stay. */
  dropNights(ids: readonly number[]): Promise<boolean> {
    return this.write(['nights', 'states'], (store) => {
      for (const id of ids) {
        store('nights').delete(id);
        store('states').delete(id);
      }
    });
  }

  /** Everything about nights that are over goes; gives their performances. */
  async sweep(now: number): Promise<readonly number[]> {
    const over = (await this.nights()).filter(({ endsAt }) => endsAt <= now).map(({ id }) => id);
    if (over.length) await this.dropNights(over);
    const stale = (await this.acts()).filter(({ at }) => at + ACTS_LAST_MS <= now);
    if (stale.length) await this.dropActs(stale);
    return over;
  }

  /** Nothing is left, not even an empty database. */
  async wipe(): Promise<void> {
    await this.write([...STORES], (store) => { for (const name of STORES) store(name).clear(); });
    (await this.database())?.close();
    this.opened = undefined;
    await new Promise<void>((resolve) => {
      const deleted = indexedDB.deleteDatabase(NAME);
      deleted.onsuccess = deleted.onerror = deleted.onblocked = () => { resolve(); };
    });
  }

  private async read<T>(name: StoreName, ask: (store: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
    const database = await this.database();
    if (!database) return undefined;
    return new Promise((resolve) => {
      const asked = ask(database.transaction(name).objectStore(name)) as IDBRequest<T>;
      asked.onsuccess = () => { resolve(asked.result); };
      asked.onerror = () => { resolve(undefined); };
    });
  }

  /** True once it is on the disk. */
  private async write(names: StoreName[], act: (store: (name: StoreName) => IDBObjectStore) => void): Promise<boolean> {
    const database = await this.database();
    if (!database) return false;
    return new Promise((resolve) => {
      const transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => { resolve(true); };
      transaction.onerror = transaction.onabort = () => { resolve(false); };
      act((name) => transaction.objectStore(name));
    });
  }

  private database(): Promise<IDBDatabase | undefined> {
    this.opened ??= this.open();
    return this.opened.catch(() => undefined);
  }

  private open(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => {
        const database = opening.result;
        database.createObjectStore('nights', { keyPath: 'id' });
        database.createObjectStore('states');
        database.createObjectStore('settings');
        database.createObjectStore('acts', { autoIncrement: true }).createIndex('key', 'key', { unique: true });
      };
      opening.onsuccess = () => {
        opening.result.onversionchange = () => {
          opening.result.close(); // another tab signs out
          this.opened = undefined;
        };
        resolve(opening.result);
      };
      opening.onerror = () => { reject(opening.error ?? new Error('The browser keeps nothing.')); };
    });
  }
}
