import { type Guest, listOf, stateOf } from '../../../testing/phone';
import type { DoorVerdict } from '../scene';
import type { Act } from './act';
import { type House, judge } from './judge';
import { Roster } from './roster';

const AT = Date.parse('2026-11-21T19:41:07Z');

function act(more: Partial<Act> = {}): Act {
  return { kind: 'admit', scanId: 's1', performance: 12, entry: 1, people: 2, at: AT, heldUntil: 0, ...more };
}

async function verdict(guest: Partial<Guest>, house: Partial<House> = {}): Promise<DoorVerdict | undefined> {
  const { state, ...list } = await listOf([{ id: 1, token: 'good', ...guest }]);
  const match = await new Roster(list).find({ token: 'good' });
  return judge(match, {
    state, acts: [], isCancelled: false, startsAt: '2026-11-21T21:00:00+01:00', doorName: 'Porta A', ...house,
  });
}

describe('the verdict of the phone', () => {
  it('lets a party in with its needs, and knows no name', async () => {
    expect(await verdict({ needs: ['wheelchair'], admitted: 1 })).toEqual({
      kind: 'admit',
      party: { entry: 1, name: '', reference: '', partySize: 4, admitted: 1, toCome: 3, needs: ['wheelchair'] },
      source: 'phone',
      isCorrection: false,
    });
  });

  it.each([
    [{ status: 'pending' }, 'not_confirmed'],
    [{ status: 'cancelled' }, 'reservation_cancelled'],
    [{ status: 'expired' }, 'reservation_expired'],
    [{ admitted: 4 }, 'already_checked_in'],
    [{ released: 4 }, 'seats_released'],
    [{ released: 2, admitted: 2 }, 'seats_released'],
    [{ released: 2 }, 'admit'],
  ] as const)('on %j is %s', async (guest, kind) => {
    expect((await verdict(guest))?.kind).toBe(kind);
  });

  it('refuses everybody when the performance does not take place', async () => {
    expect((await verdict({}, { isCancelled: true }))?.kind).toBe('performance_cancelled');
  });

  it('says when and where the last of them came in', async () => {
    const last = { admitted: 4, last_at: '2026-11-21T20:30:00+01:00', last_device: 'Porta B' };
    expect(await verdict(last)).toMatchObject({ lastAt: '2026-11-21T20:30:00+01:00', lastWhere: 'Porta B' });
    expect(await verdict({ admitted: 4 })).toMatchObject({ lastAt: undefined, lastWhere: undefined });
  });

  it('counts who waits to be told, by the clock of the venue', async () => {
    const own = { kind: 'already_checked_in', lastAt: '2026-11-21T20:41:07+01:00', lastWhere: 'Porta A' };
    expect(await verdict({ admitted: 2 }, { acts: [act()] })).toMatchObject(own);
    expect((await verdict({ admitted: 2 }, { acts: [act()], doorName: '' }))?.lastWhere).toBeUndefined();
    expect((await verdict({ admitted: 2 }, { acts: [act({ entry: 2 })] }))?.kind).toBe('admit');
  });

  it('counts what was taken back, told or not', async () => {
    const undone = [act(), act({ kind: 'undo' })];
    expect((await verdict({}, { acts: undone }))?.party?.toCome).toBe(4);
    expect((await verdict({ admitted: 4 }, { acts: [act({ kind: 'undo' })] }))?.party?.toCome).toBe(2);
  });

  it('never lets more in than the party, whatever waits', async () => {
    const acts = [act({ people: 3 }), act({ scanId: 's2', people: 3 })];
    expect((await verdict({}, { acts }))?.party).toMatchObject({ admitted: 4, toCome: 0 });
    expect((await verdict({}, { acts: [act({ kind: 'undo' })] }))?.party).toMatchObject({ admitted: 0, toCome: 4 });
  });

  it('is none for what the phone does not know', async () => {
    expect(await verdict({ token: 'another' })).toBeUndefined();
    expect(await verdict({}, { state: undefined })).toBeUndefined();
    expect(await verdict({}, { state: stateOf([]) })).toBeUndefined();
  });
});

describe('the list', () => {
  it('finds by pass, by reference and by entry, and who comes on the wrong night', async () => {
    const roster = new Roster(await listOf([{ id: 1, token: 'good', reference: 'K7QF2MXW' }]));

    expect(await roster.find({ reference: 'K7QF-2MXW' })).toMatchObject({ entry: { id: 1 } });
    expect(await roster.find({ entry: 1 })).toMatchObject({ entry: { id: 1 } });
    expect(await roster.find({ entry: 2 })).toBeUndefined();
    expect(judge(await roster.find({ token: 'other-night' }), {} as House)).toMatchObject({
      kind: 'wrong_performance',
      other: { id: 13, title: 'Notturno', startsLabel: 'domenica, ore 17:00' },
    });
  });
});
