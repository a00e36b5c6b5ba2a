import { dump, stateOf } from '../../../testing/phone';
import type { Act } from './act';
import { DoorStore } from './door-store';

const act: Act = { kind: 'admit', scanId: 's1', performance: 12, entry: 1, people: 2, at: 1, heldUntil: 9 };

describe('the store of the door', () => {
  it('keeps acts in the order in which they were done, each once', async () => {
    const store = new DoorStore();
    await store.keepAct(act);
    await store.keepAct({ ...act, kind: 'undo' });
    await store.keepAct({ ...act, heldUntil: 0 });

    expect((await store.acts()).map(({ kind, heldUntil }) => [kind, heldUntil])).toEqual([['admit', 0], ['undo', 9]]);
    await store.dropActs([act, { ...act, scanId: 'never kept' }]);
    expect((await store.acts()).map(({ kind }) => kind)).toEqual(['undo']);
  });

  it('is shared by the tabs of a phone, and wiped by one for all', async () => {
    const [one, other] = [new DoorStore(), new DoorStore()];
    await one.keepState(12, stateOf([]));
    expect(await other.state(12)).toBeDefined();
    await one.wipe();

    expect(await indexedDB.databases()).toEqual([]);
    expect(await other.state(12)).toBeUndefined();
    expect(await other.keepSetting('doorName', 'Porta A')).toBe(true);
    expect(await dump()).toContain('Porta A');
  });

  it('says when something is not kept', async () => {
    const store = new DoorStore();
    await store.acts();
    const unclonable = { ...act, people: (() => 0) as unknown as number };

    expect(await store.keepAct(unclonable)).toBe(false);
  });

  it('says what it has not', async () => {
    const store = new DoorStore();

    expect(await store.night(12)).toBeUndefined();
    expect(await store.nights()).toEqual([]);
    expect(await store.setting('chosen')).toBe('');
  });
});
