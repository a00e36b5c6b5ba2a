import { ADMITTED, ALREADY_IN, PARTLY_IN, PARTY, refusalBody, TOMORROW, TONIGHT, UNDONE, ADMIT, page } from '../../testing/fixtures';
import { CHECK_INS, DOORS, type Guest, LIST, listOf, newPhone, Phone, PREVIEW, STATE, stateOf } from '../../testing/phone';
import type { CheckInRecord } from '../api/types';

const GUESTS: readonly Guest[] = [
  { id: 1, token: 'good', reference: 'K7QF2MXW', needs: ['wheelchair'] },
  { id: 2, token: 'in', admitted: 4, last_at: '2026-11-21T20:30:00+01:00', last_device: 'Porta B' },
  { id: 3, token: 'gone', released: 4 },
];
const IN: CheckInRecord = { ...ADMITTED, reservation: { ...PARTY, entry: 1, admitted: 4, to_come: 0 } };
const UNDO = `${CHECK_INS}${IN.id}/undo/`;

describe('the door, online', () => {
  let phone: Phone;

  beforeEach(async () => {
    phone = new Phone();
    await phone.open(GUESTS);
  });

  afterEach(() => { document.head.replaceChildren(); });

  async function letIn(): Promise<void> {
    void phone.door.read({ token: 'good' }, 'scan');
    await phone.answer('POST', CHECK_INS, IN, 201);
    await phone.at('admitted');
  }

  describe('what is scanned', () => {
    it('lets in all who are outside, and asks the server at once', async () => {
      void phone.door.read({ token: 'good' }, 'scan');
      const request = await phone.answer('POST', CHECK_INS, IN, 201);
      const { verdict, admission } = await phone.at('admitted');

      expect(request.request.body).toEqual({ token: 'good', performance: 12, scan_id: admission.scanId });
      expect(request.request.timeout).toBe(2500);
      expect(verdict).toMatchObject({ kind: 'admit', source: 'server', party: { name: PARTY.name, toCome: 0 } });
      expect(admission).toMatchObject({ people: 4, isSent: true });
      expect(phone.door.link().waiting).toBe(0);
      expect(phone.door.counts()?.admitted).toBe(65);
    });

    it('is judged by the phone when the server is slow, and completed by it', async () => {
      void phone.door.read({ token: 'good' }, 'scan');
      const before = await phone.at('admitted');

      expect(before.verdict).toMatchObject({ source: 'phone', party: { name: '', admitted: 4, needs: ['wheelchair'] } });
      expect(phone.door.counts()?.admitted).toBe(65);
      await phone.answer('POST', CHECK_INS, IN, 201);
      await phone.is(() => phone.door.scene().at === 'admitted' && phone.door.link().waiting === 0);
      const after = await vi.waitFor(async () => {
        const scene = await phone.at('admitted');
        expect(scene.verdict.source).toBe('server');
        return scene;
      });
      expect(after.verdict.isCorrection).toBe(false);
      expect(after.admission.undoUntil).toBe(before.admission.undoUntil);
      expect(phone.door.counts()?.admitted).toBe(65);
    });

    it('is corrected when another phone was first', async () => {
      void phone.door.read({ token: 'good' }, 'scan');
      await phone.at('admitted');
      const facts = { admitted: 4, to_come: 0, checked_in_device: 'Porta B', checked_in_by: 'Anna' };
      await phone.answer('POST', CHECK_INS, refusalBody('already_checked_in', facts), 409);

      const { verdict, canAdmit } = await phone.at('verdict');
      expect(verdict).toMatchObject({ kind: 'already_checked_in', isCorrection: true, lastWhere: 'Porta B', lastBy: 'Anna' });
      expect(canAdmit).toBe(0);
      expect(phone.door.counts()?.admitted).toBe(61);
    });

    it('is corrected when fewer were outside than the phone knew', async () => {
      void phone.door.read({ token: 'good' }, 'scan');
      await phone.at('admitted');
      await phone.answer('POST', CHECK_INS, { ...IN, admitted: 2 }, 201);

      await vi.waitFor(async () => {
        expect(await phone.at('admitted')).toMatchObject({ admission: { people: 2 }, verdict: { isCorrection: true } });
      });
    });

    it('goes to the queue when nobody answers', async () => {
      void phone.door.read({ token: 'good' }, 'scan');
      await phone.silence('POST', CHECK_INS);
      const { admission, verdict } = await phone.at('admitted');

      expect(verdict.source).toBe('phone');
      expect(admission.isSent).toBe(false);
      expect(phone.door.link()).toMatchObject({ waiting: 1, needsSignIn: false });
      expect(phone.door.link().aloneSince).not.toBeNull();
      expect(phone.door.counts()?.admitted).toBe(65);
    });

    it('is looked up by the server when the phone does not know it, and then let in', async () => {
      void phone.door.read({ token: 'new' }, 'scan');
      await phone.answer('POST', PREVIEW, ADMIT);
      await phone.answer('POST', CHECK_INS, { ...IN, reservation: { ...PARTY, entry: 9, to_come: 0 } }, 201);

      expect((await phone.at('admitted')).verdict.party?.entry).toBe(9);
    });

    it('changes its mind with the server', async () => {
      void phone.door.read({ token: 'in' }, 'scan');
      expect((await phone.at('verdict')).verdict).toMatchObject({ kind: 'already_checked_in', source: 'phone' });
      await phone.answer('POST', PREVIEW, refusalBody('reservation_cancelled'), 409);

      await vi.waitFor(async () => {
        expect((await phone.at('verdict')).verdict).toMatchObject({ kind: 'reservation_cancelled', isCorrection: true });
      });
    });

    it('stays as the phone said when the server does not answer', async () => {
      void phone.door.read({ token: 'in' }, 'scan');
      await phone.silence('POST', PREVIEW);

      expect((await phone.at('verdict')).verdict).toMatchObject({ kind: 'already_checked_in', source: 'phone' });
    });

    it('is not on the list when nobody can be asked', async () => {
      void phone.door.read({ token: 'new' }, 'scan');
      await phone.silence('POST', PREVIEW);

      expect((await phone.at('verdict')).verdict.kind).toBe('not_on_list');
    });

    it.each([
      ['not_found', 404, {}],
      ['max_length', 400, { attr: 'token' }],
    ])('is unknown after %s', async (code, status, facts) => {
      void phone.door.read({ token: 'https://elsewhere.example/poster' }, 'scan');
      const body = { type: 'client_error', errors: [{ code, detail: '', attr: null, ...facts }] };
      await phone.answer('POST', PREVIEW, body, status);

      expect((await phone.at('verdict')).verdict).toMatchObject({ kind: 'unknown', party: undefined });
    });

    it('does nothing while its verdict is on the screen', async () => {
      await letIn();
      await phone.door.read({ token: 'good' }, 'scan');

      expect(phone.waiting('POST', CHECK_INS)).toEqual([]);
      phone.door.next();
      void phone.door.read({ token: 'good' }, 'scan');
      expect(await phone.request('POST', PREVIEW)).toBeDefined();
    });

    it('leaves the screen to what is scanned after it, and is completed all the same', async () => {
      void phone.door.read({ token: 'good' }, 'scan');
      const first = await phone.request('POST', CHECK_INS);
      void phone.door.read({ token: 'in' }, 'scan');
      await phone.at('verdict');
      first.flush(IN, { status: 201, statusText: '201' });

      await phone.is(() => phone.door.link().waiting === 0 && phone.door.counts()?.admitted === 65);
      expect((await phone.at('verdict')).verdict.kind).toBe('already_checked_in');
    });
  });

  describe('what is typed', () => {
    it('asks first, and then lets in as many as are said', async () => {
      void phone.door.read({ reference: 'K7QF-2MXW' }, 'typed');
      expect(await phone.at('verdict')).toMatchObject({ canAdmit: 4, verdict: { source: 'phone' } });
      await phone.answer('POST', PREVIEW, ADMIT);
      await vi.waitFor(async () => { expect((await phone.at('verdict')).verdict.party?.name).toBe(PARTY.name); });

      void phone.door.admit(2);
      const request = await phone.answer('POST', CHECK_INS, { ...IN, admitted: 2 }, 201);
      expect(request.request.body).toMatchObject({ reference: 'K7QF-2MXW', admit: 2 });
      expect((await phone.at('admitted')).admission.people).toBe(2);
    });

    it('looks again when another phone has let some of them in', async () => {
      void phone.door.read({ token: 'good' }, 'typed');
      await phone.answer('POST', PREVIEW, ADMIT);
      await phone.at('verdict');
      void phone.door.admit(4);
      await phone.answer('POST', CHECK_INS, refusalBody('party_too_large', { to_come: 2 }), 400);
      await phone.answer('POST', PREVIEW, PARTLY_IN);

      await vi.waitFor(async () => { expect((await phone.at('verdict')).canAdmit).toBe(2); });
      expect(phone.door.link().waiting).toBe(0);
    });

    it('says what went wrong and stays where it was', async () => {
      void phone.door.read({ token: 'good' }, 'typed');
      await phone.answer('POST', PREVIEW, ADMIT);
      await phone.at('verdict');
      void phone.door.admit(4);
      await phone.answer('POST', CHECK_INS, refusalBody('idempotency_conflict'), 409);

      await phone.is(() => phone.door.refusal()?.code === 'idempotency_conflict');
      expect(phone.door.scene().at).toBe('verdict');
      expect(phone.door.isWaiting()).toBe(false);
    });

    it('is refused in passing when it cannot be judged', async () => {
      void phone.door.read({ token: 'new' }, 'typed');
      await phone.answer('POST', PREVIEW, refusalBody('throttled'), 429);
      expect((await phone.at('verdict')).verdict.kind).toBe('not_on_list');

      void phone.door.read({ token: 'new' }, 'typed');
      await phone.answer('POST', PREVIEW, { type: 'client_error', errors: [] }, 400);
      await phone.at('ready');
      expect(phone.door.refusal()?.code).toBe('unexpected');
    });

    it('takes places back that were released', async () => {
      void phone.door.read({ token: 'gone' }, 'scan');
      const facts = { seats_available: 3, admitted: 0 };
      const body = { type: 'client_error', errors: [{ code: 'seats_released', detail: '', attr: null, ...facts }] };
      await phone.answer('POST', PREVIEW, body, 409);
      expect(await phone.at('verdict')).toMatchObject({ canAdmit: 3, verdict: { kind: 'seats_released', seatsAvailable: 3 } });

      void phone.door.admit(3, true);
      await phone.silence('POST', CHECK_INS);
      await phone.is(() => phone.door.refusal()?.code === 'unreachable');
      expect(phone.door.link().waiting).toBe(0);
      void phone.door.admit(3, true);
      const request = await phone.answer('POST', CHECK_INS, body, 409);
      expect(request.request.body).toMatchObject({ token: 'gone', admit: 3, reclaim: true });
      await phone.is(() => !phone.door.isWaiting());
      void phone.door.admit(3, true);
      await phone.answer('POST', CHECK_INS, { ...IN, admitted: 3 }, 201);
      expect((await phone.at('admitted')).admission.people).toBe(3);
    });
  });

  describe('an admission', () => {
    it('is undone in place', async () => {
      await letIn();
      void phone.door.undo();
      await phone.answer('POST', UNDO, { ...UNDONE, reservation: { ...PARTY, entry: 1 } });

      expect((await phone.at('undone')).verdict.party).toMatchObject({ admitted: 0, toCome: 4 });
      await phone.door.undo(); // a second press finds nothing to undo
    });

    it('stays when it is too late to undo', async () => {
      await letIn();
      void phone.door.undo();
      await phone.answer('POST', UNDO, refusalBody('undo_too_late'), 409);

      await phone.is(() => phone.door.refusal()?.code === 'undo_too_late');
      expect(phone.door.scene().at).toBe('admitted');
    });

    it('is undone later when nobody answers', async () => {
      await letIn();
      void phone.door.undo();
      await phone.silence('POST', UNDO);

      await phone.at('undone');
      expect(phone.door.link().waiting).toBe(1);
      expect(phone.door.counts()?.admitted).toBe(61);
    });

    it('is undone before the server has answered it', async () => {
      void phone.door.read({ token: 'good' }, 'scan');
      await phone.at('admitted');
      void phone.door.undo();
      await phone.at('undone');
      await phone.answer('POST', CHECK_INS, IN, 201);

      const told = await phone.request('POST', `${DOORS}12/sync/`);
      expect((told.request.body as { acts: object[] }).acts).toMatchObject([{ kind: 'undo' }]);
      expect(phone.door.scene().at).toBe('undone');
    });

    it('is made smaller', async () => {
      await letIn();
      void phone.door.fewer();
      await phone.answer('POST', UNDO, { ...UNDONE, reservation: { ...PARTY, entry: 1 } });

      expect((await phone.at('verdict')).canAdmit).toBe(4);
      void phone.door.admit(3);
      const request = await phone.answer('POST', CHECK_INS, { ...IN, admitted: 3, scan_id: 'other' }, 201);
      expect(request.request.body).toMatchObject({ token: 'good', admit: 3 });
      await phone.at('admitted');
    });

    it('asks before it lets the same code in that was just taken back', async () => {
      await letIn();
      void phone.door.undo();
      await phone.answer('POST', UNDO, { ...UNDONE, reservation: { ...PARTY, entry: 1 } });
      await phone.at('undone');
      void phone.door.read({ token: 'good' }, 'scan');
      await phone.answer('POST', PREVIEW, ADMIT);

      expect((await phone.at('verdict')).canAdmit).toBe(4);
    });
  });

  it('shows the same code at its own door', async () => {
    phone = new Phone();
    await phone.open(GUESTS, [TONIGHT, TOMORROW]);
    void phone.door.read({ token: 'other-night' }, 'scan');
    expect((await phone.at('verdict')).verdict).toMatchObject({ kind: 'wrong_performance', other: { id: 13 } });
    void phone.door.switchTo(13);

    const isAsked = { token: 'other-night', performance: 13 };
    await vi.waitFor(() => {
      expect(phone.waiting('POST', PREVIEW)).toContainEqual(expect.objectContaining({
        request: expect.objectContaining({ body: isAsked }) as unknown,
      }));
    });
    expect(phone.door.performance()?.id).toBe(13);
  });

  it('takes the door of the code when none was chosen', async () => {
    const other = { ...TOMORROW, tonight: true };
    phone = newPhone();
    void phone.door.open(null);
    await phone.answer('GET', DOORS, page(TONIGHT, other));
    await phone.at('ready');
    expect(phone.door.performance()).toBeUndefined();
    void phone.door.read({ token: 'good' }, 'link');
    const request = await phone.answer('POST', PREVIEW, { ...ALREADY_IN, performance: other });

    expect(request.request.body).toEqual({ token: 'good' });
    await phone.at('verdict');
    expect(phone.door.performance()?.id).toBe(13);
  });

  it('counts walk-ups once, also after no answer', async () => {
    void phone.door.walkUp(2);
    const lost = await phone.silence('POST', `${DOORS}12/walk-ups/`);
    await phone.is(() => phone.door.refusal()?.code === 'unreachable');
    void phone.door.walkUp(2);
    const again = await phone.request('POST', `${DOORS}12/walk-ups/`);
    expect(again.request.body).toEqual(lost.request.body);
    again.flush({ ...IN, admitted: 2 }, { status: 201, statusText: '201' });

    expect((await phone.at('admitted')).admission.people).toBe(2);
  });

  it('tells the name of the door', async () => {
    phone.door.setDoorName('  Porta A, dalla parte del giardino d’inverno e delle scale  ');
    expect(phone.door.doorName()).toBe('Porta A, dalla parte del giardino d’inve');
    void phone.door.read({ token: 'good' }, 'scan');
    const request = await phone.request('POST', CHECK_INS);
    expect(request.request.body).toMatchObject({ device: phone.door.doorName() });
  });

  it('searches by three letters or more', async () => {
    expect(await phone.door.search(' ro ')).toEqual({ value: [] });
    const found = phone.door.search(' ros ');
    const request = await phone.request('GET', `${DOORS}12/`);
    expect(request.request.params.get('search')).toBe('ros');
    request.flush({ ...TONIGHT, people: [PARTY] });
    expect(await found).toEqual({ value: [PARTY] });
  });

  describe('the state', () => {
    it('follows the server, and asks with what it has', async () => {
      const now = stateOf(GUESTS, { conflicts: 1 });
      (await phone.looks()).flush(now, { headers: { ETag: '"one"' } });
      await phone.is(() => phone.door.state()?.conflicts === 1);
      const again = await phone.looks();

      expect(again.request.headers.get('If-None-Match')).toBe('"one"');
      again.flush(null, { status: 304, statusText: '304' });
      await phone.is(() => phone.door.link().aloneSince === null);
      expect(phone.door.state()?.conflicts).toBe(1);
    });

    it('is left alone by a look that began before the phone itself changed it', async () => {
      const look = await phone.looks();
      await letIn();
      look.flush(stateOf(GUESTS, { conflicts: 7 }));
      void phone.door.read({ token: 'good' }, 'typed');

      await phone.is(() => phone.door.scene().at === 'verdict');
      expect(phone.door.state()?.conflicts).toBe(0);
    });

    it('has the list loaded again for somebody who is not on it', async () => {
      vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 20_000);
      (await phone.looks()).flush(stateOf([...GUESTS, { id: 9 }]));
      await phone.answer('GET', LIST, await listOf([...GUESTS, { id: 9, token: 'new' }]));
      await phone.is(() => phone.door.state()?.entries.length === 4);
      vi.restoreAllMocks();
      void phone.door.read({ token: 'new' }, 'scan');

      expect(await phone.request('POST', CHECK_INS)).toBeDefined();
    });

    it('tells of house clear, release and taking back', async () => {
      void phone.door.clearHouse();
      const clear = { at: '2026-11-21T21:04:00+01:00', admitted: 61, to_come: 23, late: 0, stage_url: '/stage/x/' };
      await phone.answer('POST', `${DOORS}12/house-clear/`, clear, 201);
      await phone.is(() => phone.door.state()?.house_clear_at === clear.at && phone.door.stageUrl() === '/stage/x/');

      void phone.door.release();
      const released = stateOf(GUESTS, { release: { is_offered: true, people: 0, released: 9 } });
      await phone.answer('POST', `${DOORS}12/release/`, { released: 9, state: released });
      await phone.is(() => phone.door.state()?.release.released === 9);

      void phone.door.takeBack();
      await phone.answer('POST', `${DOORS}12/release/undo/`, refusalBody('busy'), 503);
      await phone.is(() => phone.door.refusal()?.code === 'busy');

      void phone.door.clearHouse();
      await phone.answer('POST', `${DOORS}12/house-clear/`, refusalBody('not_found'), 404);
      await phone.is(() => phone.door.refusal()?.code === 'not_found');
    });

    it('gives the rule for those who come late', () => {
      expect(phone.door.latecomerRule()).toBe('Si entra all’intervallo.');
      expect(phone.waiting('GET', STATE).length).toBeLessThan(2);
    });
  });

  describe('which door is open', () => {
    const LATE = { ...TOMORROW, tonight: true };

    async function opened(wanted: number | null, ...performances: (typeof TONIGHT)[]): Promise<number | undefined> {
      phone = new Phone();
      void phone.door.open(wanted);
      await phone.answer('GET', DOORS, page(...performances));
      await phone.at('ready');
      return phone.door.performance()?.id;
    }

    it('is the one that is asked for, if it can be opened', async () => {
      expect(await opened(13, TONIGHT, TOMORROW)).toBe(13);
      expect(await opened(99, TONIGHT, TOMORROW)).toBe(12);
    });

    it('is the one that was open before, of two tonight', async () => {
      expect(await opened(13, TONIGHT, LATE)).toBe(13);
      expect(await opened(null, TONIGHT, LATE)).toBe(13);
      expect(await opened(null, TONIGHT, TOMORROW)).toBe(12);
    });

    it('is none until somebody says which, and then nothing is asked about one', async () => {
      phone = newPhone();
      void phone.door.open(null);
      await phone.answer('GET', DOORS, page(TONIGHT, LATE));
      await phone.at('ready');
      await phone.door.walkUp(2);
      await phone.door.clearHouse();
      await phone.door.admit(2);

      expect(phone.door.counts()).toBeUndefined();
      expect(await phone.door.search('rossi')).toEqual({ value: [] });
      expect(await phone.door.worksOffline()).toBe(false);
    });
  });

  it('shows nothing of a list that comes when another door is open', async () => {
    phone = newPhone();
    void phone.door.open(12);
    await phone.answer('GET', DOORS, page(TONIGHT, TOMORROW));
    const late = await phone.request('GET', LIST);
    phone.door.choose(13);
    late.flush(await listOf(GUESTS));
    await phone.answer('GET', `${DOORS}13/list/`, await listOf([{ id: 7, token: 'seven' }], { performance: 13 }));

    await phone.is(() => phone.door.state()?.entries[0].id === 7);
  });

  it('keeps its list when the server has none to give', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 301_000);
    (await phone.looks()).flush(stateOf(GUESTS));
    await phone.answer('GET', LIST, refusalBody('not_found'), 404);
    vi.restoreAllMocks();
    void phone.door.read({ token: 'good' }, 'scan');

    expect(await phone.request('POST', CHECK_INS)).toBeDefined();
  });
});
