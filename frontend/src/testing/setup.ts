import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';

document.documentElement.lang = 'it';

/** What a spec waits for comes as fast as the machine is; this only ends the wait for what never comes. */
const PATIENCE = 20_000; // milliseconds; Vitest's own is one second
const waitFor = vi.waitFor.bind(vi);
vi.waitFor = (check, options = PATIENCE) => waitFor(check, options);
vi.setConfig({ testTimeout: 2 * PATIENCE });

/** Each spec is a tab of its own on a phone of its own: nothing kept, and no steps in its history. */
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '');
});
