import 'fake-indexeddb/auto';

import { IDBFactory } from 'fake-indexeddb';

document.documentElement.lang = 'it';

/** Each spec is a tab of its own on a phone of its own: nothing kept, and no steps in its history. */
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '');
});
