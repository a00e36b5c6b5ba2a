import 'fake-indexeddb/auto';

document.documentElement.lang = 'it';

/** Each spec is a tab of its own: nothing kept, and no steps in its history. */
beforeEach(() => {
  sessionStorage.clear();
  history.replaceState(null, '');
});
