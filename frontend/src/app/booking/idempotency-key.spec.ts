import type { TestRequest } from '@angular/common/http/testing';

import { BookingScreen, keyOf, RESERVATIONS } from '../../testing/booking-screen';
import { refusalBody } from '../../testing/fixtures';

describe('the key of a reservation', () => {
  let screen: BookingScreen;

  beforeEach(() => {
    screen = new BookingScreen();
  });

  afterEach(() => {
    screen.leave();
  });

  it('sends the same again under the same key', async () => {
    const first = await screen.sendFilled();
    await screen.losesAnswer(first);
    await screen.press('Prova di nuovo');

    const second = await screen.request('POST', RESERVATIONS);
    expect(keyOf(second)).toBe(keyOf(first));
    expect(second.request.body).toEqual(first.request.body);
  });

  async function correctAndSend(): Promise<TestRequest> {
    await screen.type('E-mail', 'giulia.rossi@example.org');
    await screen.press('Prenota');
    return screen.request('POST', RESERVATIONS);
  }

  it('stays after a refusal, which has booked nothing under it', async () => {
    const first = await screen.sendFilled();
    await screen.refuse(first, 409, refusalBody('not_enough_seats', { seats_available: 1 }));

    expect(keyOf(await correctAndSend())).toBe(keyOf(first));
  });

  it('stays when a try without an answer is followed by one that came too soon', async () => {
    const first = await screen.sendFilled();
    await screen.losesAnswer(first);
    await screen.press('Prova di nuovo');
    await screen.refuse(await screen.request('POST', RESERVATIONS), 429, refusalBody('throttled'));

    expect(keyOf(await correctAndSend())).toBe(keyOf(first));
  });

  it('stays for other content while the first may have arrived', async () => {
    const first = await screen.sendFilled();
    await screen.losesAnswer(first);

    expect(keyOf(await correctAndSend())).toBe(keyOf(first));
  });

  it('is new after a conflict', async () => {
    const first = await screen.sendFilled();
    await screen.refuse(first, 409, refusalBody('idempotency_conflict'));
    await screen.press('Prova di nuovo');

    const second = await screen.request('POST', RESERVATIONS);
    expect(keyOf(second)).not.toBe(keyOf(first));
  });
});
