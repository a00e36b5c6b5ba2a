import { ADMITTED, page, PARTY, refusalBody, TOMORROW, TONIGHT, UNDONE } from '../../testing/fixtures';
import {
  CHECK_INS, DOORS, dump, type Guest, LIST, listOf, newPhone, Phone, PREVIEW, STATE, stateOf, SYNC,
} from '../../testing/phone';
import type { ToldAct } from '../api/types';

const GUESTS: readonly Guest[] = [
  { id: 1, token: 'good', reference: 'K7QF2MXW' },
  { id: 2, token: 'two', party_size: 2 },
  { id: 3, token: 'three', party_size: 1 },
];
const WAY_LATER = 40 * 3_600_000;

describe('the door, alone', () => {
  let phone: Phone;

  beforeEach(async () => {
    phone = new Phone();
    await phone.open(GUESTS);
  });

  afterEach(() => {
    vi.restoreAllMocks();
    document.head.replaceChildren();
    document.body.replaceChildren();
  });

  async function letIn(token: string): Promise<void> {
    await phone.door.read({ token }, 'scan');
    expect(phone.door.scene().at).toBe('admitted');
  }

  async function comesBack(): Promise<void> {
    (await phone.looks()).flush(stateOf(GUESTS));
    await phone.is(() => phone.door.link().aloneSince === null);
  }

  /** The server takes what is told, and says how it all stands then. */
  async function takes(more: Partial<Guest> = {}): Promise<readonly ToldAct[]> {
    const request = await phone.request('POST', SYNC);
    const { acts } = request.request.body as { acts: ToldAct[] };
    const results = acts.map(({ kind, scan_id }) => ({ kind, scan_id, outcome: 'admitted', code: '', detail: '' }));
    request.flush({ results, state: stateOf([{ ...GUESTS[0], ...more }, GUESTS[1], GUESTS[2]]) });
    return acts;
  }

  const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve); });
  const isAllTold = (): boolean => phone.door.link().waiting === 0;

  it('judges at once, asks nobody, and says since when', async () => {
    await phone.losesNetwork();
    await letIn('good');
    expect(phone.door.scene()).toMatchObject({ admission: { isSent: false, people: 4 }, verdict: { source: 'phone' } });
    await phone.door.read({ token: 'new' }, 'scan');
    expect(phone.door.scene()).toMatchObject({ verdict: { kind: 'not_on_list' } });
    phone.door.next();
    await phone.door.read({ token: 'good' }, 'scan');
    expect(phone.door.scene()).toMatchObject({ verdict: { kind: 'already_checked_in' }, canAdmit: 0 });

    expect(phone.waiting('POST', CHECK_INS)).toEqual([]);
    expect(phone.waiting('POST', PREVIEW)).toEqual([]);
    expect(phone.door.link().aloneSince).toBeLessThanOrEqual(Date.now());
    expect(phone.door.counts()).toMatchObject({ admitted: 65, to_come: 19 });
  });

  it('tells the server in order when the network is back, and then counts as it does', async () => {
    phone.door.setDoorName('Porta A');
    await phone.losesNetwork();
    await letIn('good');
    await phone.silence('POST', SYNC);
    await phone.door.undo();
    await phone.silence('POST', SYNC);
    await letIn('two');
    await comesBack();
    const acts = await takes();

    expect(acts.map(({ kind }) => kind)).toEqual(['admit', 'undo', 'admit']);
    expect(acts[1].scan_id).toBe(acts[0].scan_id);
    expect(acts[2]).toEqual({ kind: 'admit', scan_id: acts[2].scan_id, entry: 2, people: 2, seconds_ago: 0 });
    await phone.is(isAllTold);
    expect(phone.door.counts()?.admitted).toBe(61);
    expect(await dump()).not.toContain(acts[0].scan_id);
  });

  it('tells no more than a hundred at once, and the rest after them', async () => {
    const many = Array.from({ length: 120 }, (_, id) => ({ id: id + 1, token: `t${id + 1}`, party_size: 1 }));
    phone = new Phone();
    await phone.open(many);
    await phone.losesNetwork();
    for (const { token } of many) await phone.door.read({ token }, 'scan');
    for (const request of phone.waiting('POST', SYNC)) request.error(new ProgressEvent('error'));
    (await phone.looks()).flush(stateOf(many));

    await vi.waitFor(async () => { expect(await takes()).toHaveLength(100); });
    expect(await takes()).toHaveLength(20);
    await phone.is(isAllTold);
  });

  it('keeps what it knows and what it did through a reload', async () => {
    await phone.losesNetwork();
    await letIn('good');
    const kept = await dump();
    phone = new Phone();
    await phone.openAlone();

    expect(phone.door.performance()?.id).toBe(TONIGHT.id);
    expect(phone.door.link().waiting).toBe(1);
    expect(phone.door.counts()?.admitted).toBe(65);
    await phone.door.read({ token: 'good' }, 'scan');
    expect(phone.door.scene()).toMatchObject({ verdict: { kind: 'already_checked_in' } });
    for (const secret of ['good', 'K7QF', 'secret-of-the-stage', PARTY.name]) expect(kept).not.toContain(secret);
  });

  it('keeps what was on its way when the phone went down', async () => {
    void phone.door.read({ token: 'good' }, 'scan');
    await phone.request('POST', CHECK_INS);
    await phone.is(() => phone.door.scene().at === 'admitted');
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 6000);
    phone = new Phone();
    await phone.openAlone();

    expect(phone.door.link().waiting).toBe(1);
  });

  it('waits for what is on its way before it tells what follows', async () => {
    void phone.door.read({ token: 'good' }, 'scan');
    const first = await phone.request('POST', CHECK_INS);
    await phone.at('admitted');
    await phone.losesNetwork();
    await letIn('two');
    window.dispatchEvent(new Event('online'));
    await settled();
    expect(phone.waiting('POST', SYNC)).toEqual([]);

    first.error(new ProgressEvent('error'));
    expect((await takes()).map((act) => 'entry' in act && act.entry)).toEqual([1, 2]);
  });

  it('goes on alone when the session has expired, and keeps what is to be told', async () => {
    void phone.door.read({ token: 'good' }, 'scan');
    await phone.answer('POST', CHECK_INS, refusalBody('not_authenticated'), 403);
    await phone.is(() => phone.door.link().needsSignIn && phone.door.link().waiting === 1);
    expect(phone.door.scene().at).toBe('admitted');
    await phone.answer('POST', SYNC, refusalBody('not_authenticated'), 403);
    phone.door.next();
    await letIn('two');

    expect(phone.door.link()).toMatchObject({ waiting: 2, needsSignIn: true });
    phone = new Phone(); // signed in again
    void phone.door.open(null);
    await phone.answer('GET', DOORS, page(TONIGHT));
    expect(await takes()).toHaveLength(2);
    await phone.is(() => isAllTold() && !phone.door.link().needsSignIn);
  });

  it('opens without network only with a list', async () => {
    phone = newPhone();
    void phone.door.open(null);
    await phone.silence('GET', DOORS);

    await phone.is(() => phone.door.refusal()?.code === 'unreachable');
    expect(phone.door.performances()).toEqual([]);
  });

  it('works in a browser that keeps nothing, for as long as the page is open', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        const request: Partial<IDBOpenDBRequest> = { error: null };
        queueMicrotask(() => { request.onerror?.call(request as IDBOpenDBRequest, new Event('error')); });
        return request;
      },
    });
    phone = new Phone();
    await phone.open(GUESTS);
    await phone.losesNetwork();
    await letIn('good');

    expect(phone.door.link().waiting).toBe(1);
    await comesBack();
    expect(await takes()).toHaveLength(1);
    await phone.is(isAllTold);
    expect(await phone.door.worksOffline()).toBe(false);
  });

  it.each([['sync_too_late', 409], ['not_found', 404]])('drops what nobody takes any more: %s', async (code, status) => {
    await phone.losesNetwork();
    await letIn('good');
    await phone.answer('POST', SYNC, refusalBody(code), status);

    await phone.is(isAllTold);
    expect(phone.door.refusal()?.code).toBe(code); // and somebody hears of it
    phone.door.next();
    expect(phone.door.refusal()).toBeUndefined();
  });

  it('keeps trying while the server cannot', async () => {
    await phone.losesNetwork();
    await letIn('good');
    await phone.answer('POST', SYNC, refusalBody('busy'), 503);
    await comesBack();
    await phone.answer('POST', SYNC, { results: [], state: stateOf(GUESTS) });

    await phone.is(() => phone.door.link().waiting === 1);
  });

  it('lets one tab of the phone tell at a time', async () => {
    const held = vi.fn((_name: string, act: () => Promise<void>) => act());
    vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: { request: held } }, onLine: { value: false } }));
    await phone.losesNetwork();
    await letIn('good');
    await phone.silence('POST', SYNC);

    expect(held).toHaveBeenCalledWith('azl-door-acts', expect.any(Function));
    vi.unstubAllGlobals();
  });

  it('does not tell again what another tab has told', async () => {
    await phone.losesNetwork();
    await letIn('good');
    await phone.silence('POST', SYNC);
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open('azl-door');
      opening.onsuccess = () => {
        opening.result.transaction('acts', 'readwrite').objectStore('acts').clear().onsuccess = () => {
          opening.result.close();
          resolve();
        };
      };
    });
    await comesBack();

    await phone.is(isAllTold);
    expect(phone.waiting('POST', SYNC)).toEqual([]);
  });

  it('takes back only for ten seconds', async () => {
    await phone.losesNetwork();
    await letIn('good');
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 11_000);
    await phone.door.undo();

    expect(phone.door.scene().at).toBe('admitted');
  });

  it('makes fewer of an admission that waits', async () => {
    await phone.losesNetwork();
    await letIn('good');
    await phone.door.fewer();
    expect(phone.door.scene()).toMatchObject({ at: 'verdict', canAdmit: 4 });
    await phone.door.admit(3);

    expect(phone.door.counts()?.admitted).toBe(64);
    expect(phone.door.link().waiting).toBe(3);
  });

  it('tells fewer behind an admission and its undo while the server is slow', async () => {
    void phone.door.read({ token: 'good' }, 'scan');
    const first = await phone.request('POST', CHECK_INS);
    await phone.at('admitted');
    await phone.door.fewer();
    void phone.door.admit(3);
    await phone.is(() => phone.door.link().waiting === 2);
    expect(phone.waiting('POST', CHECK_INS)).toEqual([]);

    first.flush(ADMITTED, { status: 201, statusText: 'Created' });
    const told = await takes({ admitted: 3 });
    expect(told.map((act) => [act.kind, 'people' in act ? act.people : 0])).toEqual([['undo', 0], ['admit', 3]]);
    expect(phone.door.scene()).toMatchObject({ at: 'admitted', admission: { people: 3 } });
  });

  it('has no walk-ups without the server', async () => {
    await phone.losesNetwork();
    void phone.door.walkUp(2);
    await phone.silence('POST', `${DOORS}12/walk-ups/`);

    await phone.is(() => phone.door.refusal()?.code === 'unreachable');
  });

  it('takes a walk-up back later when nobody answers', async () => {
    void phone.door.walkUp(2);
    const record = { ...ADMITTED, admitted: 2, reservation: { ...PARTY, entry: 77 } };
    await phone.answer('POST', `${DOORS}12/walk-ups/`, record, 201);
    await phone.at('admitted');
    void phone.door.fewer();
    await phone.silence('POST', `${CHECK_INS}${UNDONE.id}/undo/`);

    await phone.at('undone');
    expect(phone.door.link().waiting).toBe(1);
  });

  describe('at the end of the night', () => {
    it('has nothing left when it is opened again', async () => {
      vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 7 * 3_600_000);
      phone = new Phone();
      void phone.door.open(null);
      await phone.answer('GET', DOORS, page());
      await phone.at('ready');

      expect(await dump()).not.toContain('passes');
      expect(phone.door.listLoadedAt()).toBeNull();
    });

    it('has nothing left either when it stays open', async () => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
      phone = new Phone();
      await phone.open(GUESTS);
      vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 7 * 3_600_000);
      vi.advanceTimersByTime(60_000);
      vi.useRealTimers();
      await phone.answer('GET', DOORS, page(TOMORROW));

      await phone.is(() => phone.door.performance()?.id === TOMORROW.id);
      expect(await dump()).not.toContain('passes');
    });

    it('forgets in the end what it could not tell', async () => {
      await phone.losesNetwork();
      await letIn('good');
      vi.spyOn(Date, 'now').mockReturnValue(Date.now() + WAY_LATER + WAY_LATER);
      phone = new Phone();
      void phone.door.open(null);
      await phone.answer('GET', DOORS, page());
      await phone.at('ready');

      expect(phone.door.link().waiting).toBe(0);
    });
  });

  describe('another account', () => {
    function signIn(account: string): void {
      document.head.innerHTML = `<meta name="azl-account" content="${account}">`;
    }

    async function reopen(): Promise<string> {
      phone = new Phone();
      void phone.door.open(null);
      await phone.request('GET', DOORS);
      return dump();
    }

    it('does not find the list of the one before', async () => {
      signIn('one');
      expect(await reopen()).toContain('passes');
      signIn('two');
      expect(await reopen()).not.toContain('passes');
    });

    it('finds it while there is something to be told', async () => {
      signIn('one');
      await reopen();
      phone = new Phone();
      await phone.open(GUESTS);
      await phone.losesNetwork();
      await letIn('good');
      signIn('two');
      expect(await reopen()).toContain('passes');
    });
  });

  describe('signing out', () => {
    function form(): HTMLFormElement {
      document.body.innerHTML = '<form data-door-sign-out><button></button></form><form id="other"></form>';
      return document.querySelector('form')!;
    }

    it('leaves nothing on the phone', async () => {
      const submit = vi.spyOn(HTMLFormElement.prototype, 'submit').mockReturnValue();
      form().requestSubmit();

      await vi.waitFor(() => { expect(submit).toHaveBeenCalledTimes(1); });
      expect(await indexedDB.databases()).toEqual([]);
      expect(phone.door.mustStay()).toBe(false);
    });

    it('waits until all is told', async () => {
      const submit = vi.spyOn(HTMLFormElement.prototype, 'submit').mockReturnValue();
      await phone.losesNetwork();
      await letIn('good');
      await phone.silence('POST', SYNC);
      await settled();
      form().requestSubmit();
      await phone.silence('POST', SYNC);
      await phone.is(() => phone.door.mustStay());
      await settled();
      expect(submit).not.toHaveBeenCalled();

      form().requestSubmit();
      await takes({ admitted: 4 });
      await vi.waitFor(() => { expect(submit).toHaveBeenCalledTimes(1); });
    });

    it('has nothing to do with other forms', () => {
      form();
      const event = new Event('submit', { bubbles: true, cancelable: true });
      document.querySelector('#other')!.dispatchEvent(event);

      expect(event.defaultPrevented).toBe(false);
    });
  });

  describe('practice', () => {
    async function practise(): Promise<void> {
      void phone.door.startPractice();
      const invented = [{ id: 1, token: 'pratica-01', name: 'Ada Rossi', party_size: 3 }, { id: 2, name: 'Bo Russo' }];
      await phone.answer('GET', '/api/check-ins/practice/', await listOf(invented, { performance: 0 }));
      await phone.is(() => phone.door.isPractice());
    }

    it('judges and counts here, and sends and keeps nothing', async () => {
      const before = await dump();
      await practise();
      await phone.door.read({ token: 'pratica-01' }, 'scan');
      expect(phone.door.scene()).toMatchObject({
        at: 'admitted', verdict: { party: { name: 'Ada Rossi' } }, admission: { isSent: true, people: 3 },
      });
      expect(phone.door.counts()?.admitted).toBe(64);
      await phone.door.undo();
      expect(phone.door.counts()?.admitted).toBe(61);
      await phone.door.read({ token: 'good' }, 'scan');
      expect(phone.door.scene()).toMatchObject({ verdict: { kind: 'not_on_list' } });
      await phone.door.clearHouse();

      expect(phone.door.link().waiting).toBe(0);
      expect(await dump()).toBe(before);
    });

    it('has walk-ups and search of its own', async () => {
      await practise();
      await phone.door.walkUp(2);
      expect(phone.door.counts()).toMatchObject({ admitted: 63, walk_ups: 7, free: 10 });
      await phone.door.fewer();
      expect(phone.door.counts()).toMatchObject({ admitted: 61, walk_ups: 5 });
      const found = await phone.door.search('ross');
      expect(found.value).toMatchObject([{ entry: 1, name: 'Ada Rossi', to_come: 3 }]);
    });

    it('ends where it began', async () => {
      await practise();
      await phone.door.endPractice();

      expect(phone.door.isPractice()).toBe(false);
      expect(phone.door.performance()?.id).toBe(TONIGHT.id);
      expect(phone.door.scene().at).toBe('ready');
    });

    it('says when it cannot begin', async () => {
      void phone.door.startPractice();
      await phone.silence('GET', '/api/check-ins/practice/');

      await phone.is(() => phone.door.refusal()?.code === 'unreachable');
    });
  });

  it('asks for the list again after five minutes', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 301_000);
    await comesBack();

    expect(await phone.request('GET', LIST)).toBeDefined();
    expect(phone.waiting('GET', STATE)).toEqual([]);
  });
});
