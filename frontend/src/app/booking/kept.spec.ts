import { TestBed } from '@angular/core/testing';

import { BookingScreen, FOLLOW, keyOf, RESERVATIONS } from '../../testing/booking-screen';
import { CONFIRMED, FEW_LEFT, PENDING, refusalBody, SATURDAY } from '../../testing/fixtures';

const PLACE = 'azl-booking:il-corpo';
const kept = (): string => sessionStorage.getItem(PLACE) ?? '';

describe('what is typed', () => {
  let screen: BookingScreen;

  beforeEach(() => {
    screen = new BookingScreen();
  });

  afterEach(() => {
    screen.leave();
  });

  function reload(): void {
    screen.leave();
    TestBed.resetTestingModule();
    screen = new BookingScreen();
  }

  it('is there after a reload in the first step', async () => {
    await screen.loaded(SATURDAY, FEW_LEFT);
    screen.tick('domenica 22');
    await screen.chooseNumber('3 persone');
    reload();
    await screen.loaded(SATURDAY, FEW_LEFT);

    expect(screen.element.querySelector<HTMLInputElement>('input:checked')!.value).toBe(String(FEW_LEFT.id));
    expect(screen.element.querySelector('select')!.value).toBe('3');
  });

  it('is there after a reload in the second step, which it comes back to', async () => {
    await screen.reachVisitorStep();
    await screen.fillVisitor();
    await screen.type('Telefono (facoltativo)', '055 123456');
    screen.tick('Accompagnatore');
    reload();
    await screen.loaded(SATURDAY);
    await screen.isAt('A chi intestiamo la prenotazione?');

    const request = await screen.send();
    expect(request.request.body).toMatchObject({
      party_size: 2,
      name: 'Giulia Rossi',
      email: 'giulia@example.org',
      phone: '055 123456',
      access_needs: ['companion'],
      privacy_accepted: true,
    });
  });

  it('that was being sent is sent again as the same, on a tap, and the page says what is not known', async () => {
    const first = await screen.sendFilled();
    reload();
    await screen.loaded(SATURDAY);
    await screen.shows('Non sappiamo se la prenotazione è arrivata');
    expect(screen.isAsking('POST', RESERVATIONS)).toBe(false);
    await screen.press('Prova di nuovo');

    const second = await screen.request('POST', RESERVATIONS);
    expect(keyOf(second)).toBe(keyOf(first));
    expect(second.request.body).toEqual(first.request.body);
  });

  it('that was refused is not taken for being on its way', async () => {
    await screen.refuse(await screen.sendFilled(), 409, refusalBody('booking_closed'));
    reload();
    await screen.loaded(SATURDAY);
    await screen.isAt('A chi intestiamo la prenotazione?');

    expect(screen.element.querySelector('azl-notice')).toBeNull();
  });

  it('that may have arrived stays unknown when the next try came too soon', async () => {
    await screen.losesAnswer(await screen.sendFilled());
    await screen.press('Prova di nuovo');
    await screen.refuse(await screen.request('POST', RESERVATIONS), 429, refusalBody('throttled'));
    reload();
    await screen.loaded(SATURDAY);

    await screen.shows('Non sappiamo se la prenotazione è arrivata');
  });

  it('says that its date has gone from the programme meanwhile', async () => {
    await screen.loaded(SATURDAY, FEW_LEFT);
    screen.tick('sabato 21');
    await screen.settle();
    reload();
    await screen.loaded(FEW_LEFT);

    expect(screen.text('azl-notice')).toContain('La data che hai scelto non è più in programma');
  });

  describe('once it is booked', () => {
    it('is forgotten, but for what sending the mail again needs', async () => {
      await screen.book();
      await screen.settle();

      expect(kept()).not.toContain('Giulia');
      expect(kept()).toContain('giulia@example.org');
    });

    it('says the same after a reload, where the mail can be sent again', async () => {
      await screen.book();
      await screen.settle();
      reload();
      await screen.loaded(SATURDAY);
      await screen.isAt('Controlla la posta');

      expect(screen.text('.reference')).toBe(PENDING.reference);
      await screen.press('Manda di nuovo');
      const request = await screen.request('POST', '/api/reservations/resend/');
      expect(request.request.body).toEqual({ reference: PENDING.reference, email: 'giulia@example.org' });
    });

    it('forgets the address too when the reservation is confirmed', async () => {
      await screen.book();
      document.dispatchEvent(new Event('visibilitychange'));
      await screen.answer('GET', FOLLOW, CONFIRMED);
      await screen.isAt('Prenotazione confermata');
      await screen.settle();

      expect(kept()).not.toContain('giulia@example.org');
    });

    it('is not there to be sent again when one goes back', async () => {
      await screen.book();
      history.back();
      await screen.isAt('Quando, e in quanti?');
      await screen.settle();

      expect(screen.element.querySelector('select')!.value).toBe('');
      expect(kept()).not.toContain('Giulia');
      history.forward();
      await screen.isAt('Controlla la posta');
    });

    it('fills in the address when the time to confirm has passed before a reload', async () => {
      await screen.book({ ...PENDING, status: 'expired', confirm_before: null });
      await screen.settle();
      reload();
      await screen.loaded(SATURDAY);
      await screen.press('Prenota di nuovo');
      await screen.isAt('Quando, e in quanti?');
      await screen.press('Continua');

      expect(await screen.typed('E-mail')).toBe('giulia@example.org');
    });
  });
});

describe('a page that goes', () => {
  it('keeps the last letter', async () => {
    const screen = new BookingScreen();
    await screen.reachVisitorStep();
    await screen.type('Nome e cognome', 'Giulia');
    sessionStorage.clear();
    window.dispatchEvent(new Event('pagehide'));

    expect(kept()).toContain('Giulia');
    screen.leave();
  });
});

describe('a place to keep it', () => {
  const broken = ['no JSON', '[]', '"text"', '7', '{"draft": 5, "step": "elsewhere", "key": "short", "booked": []}'];

  it.each(broken)('that holds %s is as good as an empty one', async (found) => {
    sessionStorage.setItem(PLACE, found);
    const screen = new BookingScreen();
    await screen.loaded(SATURDAY, FEW_LEFT);

    await screen.isAt('Quando, e in quanti?');
    expect(screen.element.querySelector('input:checked')).toBeNull();
    screen.leave();
  });

  it('gives back what fits, and leaves out what does not', async () => {
    const seats = { performance: 'drop table', partySize: '2' };
    const booked = { reference: 'K7QF-2MXW', status: 'eaten' };
    sessionStorage.setItem(PLACE, JSON.stringify({ draft: { seats, visitor: { name: 7 } }, step: 'done', booked }));
    const screen = new BookingScreen();
    await screen.loaded(SATURDAY, FEW_LEFT);

    await screen.isAt('Quando, e in quanti?');
    expect(screen.element.querySelector('select')!.value).toBe('2');
    screen.leave();
  });

  it('may be full or forbidden: then booking goes on without', async () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new Error('full'); });
    const forbidden = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => { throw new Error('forbidden'); });
    const screen = new BookingScreen();
    await screen.book();

    await screen.isAt('Controlla la posta');
    full.mockRestore();
    forbidden.mockRestore();
    screen.leave();
  });
});
