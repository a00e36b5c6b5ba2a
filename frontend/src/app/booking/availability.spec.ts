import { BookingScreen, PERFORMANCES } from '../../testing/booking-screen';
import { CANCELLED, CLOSED, FEW_LEFT, FULL, NOT_YET_OPEN, refusalBody, SATURDAY } from '../../testing/fixtures';
import type { Performance } from '../api/types';

/** The date that was chosen, as it stands by now. */
function by(now: Performance): Performance {
  return { ...now, id: SATURDAY.id, starts_label: SATURDAY.starts_label };
}

describe('availability', () => {
  let screen: BookingScreen;

  beforeEach(() => {
    screen = new BookingScreen();
  });

  afterEach(() => {
    screen.leave();
  });

  it('is told to the page with each list that is not the one before', async () => {
    const told: Performance[][] = [];
    screen.element.addEventListener('azl-availability', (event) => {
      told.push((event as CustomEvent<{ performances: Performance[] }>).detail.performances);
    });
    await screen.loaded(SATURDAY);
    await screen.fresh(SATURDAY);
    await screen.fresh(FEW_LEFT);

    expect(told).toEqual([[SATURDAY], [FEW_LEFT]]);
  });

  it('changes the list under the hand of the visitor, but not what was chosen', async () => {
    await screen.loaded(SATURDAY, FULL);
    await screen.chooseNumber('2 persone');
    await screen.fresh(SATURDAY, FEW_LEFT);

    expect(screen.texts('fieldset .when').length).toBe(2);
    expect(screen.element.querySelector<HTMLInputElement>('input:checked')!.value).toBe(String(SATURDAY.id));
    expect(screen.element.querySelector('select')!.value).toBe('2');
  });

  it('that fails is not told, and changes nothing', async () => {
    await screen.loaded(SATURDAY);
    document.dispatchEvent(new Event('visibilitychange'));
    await screen.answer('GET', PERFORMANCES, refusalBody('busy'), 503);

    await screen.isAt('Quando, e in quanti?');
    expect(screen.element.querySelector('azl-notice')).toBeNull();
  });

  it.each([
    { now: by(FULL), says: 'La data che hai scelto è esaurita' },
    { now: by(CLOSED), says: 'Per la data che hai scelto le prenotazioni sono chiuse' },
    { now: by(NOT_YET_OPEN), says: 'Per la data che hai scelto non si prenota ancora' },
    { now: by(CANCELLED), says: 'La data che hai scelto è stata annullata' },
  ])('keeps a chosen date that is $now.booking.state by now, says so, and points on', async ({ now, says }) => {
    await screen.loaded(SATURDAY, FEW_LEFT);
    screen.tick('sabato 21');
    await screen.chooseNumber('2 persone');
    await screen.fresh(now, FEW_LEFT);

    expect(screen.text('azl-notice')).toContain(says);
    expect(screen.element.querySelector<HTMLInputElement>('input:checked')!.value).toBe(String(SATURDAY.id));
    await screen.press('Continua');
    await screen.hasFocusOn('azl-notice .told');
    await screen.press('domenica 22 novembre 2026, ore 17:00');
    expect(screen.element.querySelector('azl-notice')).toBeNull();
    await screen.press('Continua');
    await screen.isAt('A chi intestiamo la prenotazione?');
  });

  it('says that a chosen date is no longer on the programme', async () => {
    await screen.loaded(SATURDAY, FEW_LEFT);
    screen.tick('sabato 21');
    await screen.fresh(FEW_LEFT);

    expect(screen.text('azl-notice')).toContain('La data che hai scelto non è più in programma');
  });

  it('tells it in the second step too, and keeps what was typed', async () => {
    await screen.reachVisitorStep(FEW_LEFT);
    await screen.type('Nome e cognome', 'Giulia Rossi');
    await screen.fresh(by(FULL), FEW_LEFT);

    expect(screen.text('azl-notice')).toContain('La data che hai scelto è esaurita Quello che hai scritto resta qui.');
    await screen.press('domenica 22 novembre 2026, ore 17:00');
    expect(screen.text('.choice strong')).toBe('domenica 22 novembre 2026, ore 17:00');
    expect(await screen.typed('Nome e cognome')).toBe('Giulia Rossi');
  });

  it('says when fewer seats are left than were chosen, and leads to the number', async () => {
    await screen.reachVisitorStep();
    await screen.fresh({ ...SATURDAY, booking: { ...SATURDAY.booking, seats_available: 1 } });

    expect(screen.text('azl-notice .heading')).toBe('Per questa replica puoi scegliere al massimo 1.');
    await screen.press('Cambia il numero');
    await screen.isAt('Quando, e in quanti?');
    expect(screen.text('mat-error')).toBe('Per questa replica puoi scegliere al massimo 1.');
  });

  it('leads to the number when another date has fewer', async () => {
    await screen.loaded(SATURDAY, FEW_LEFT);
    screen.tick('sabato 21');
    await screen.chooseNumber('5 persone');
    await screen.press('Continua');
    await screen.isAt('A chi intestiamo la prenotazione?');
    await screen.fresh(by(FULL), { ...FEW_LEFT, booking: { ...FEW_LEFT.booking, seats_available: 9 } });
    await screen.press('domenica 22 novembre 2026, ore 17:00');

    expect(screen.text('.choice strong')).toBe('domenica 22 novembre 2026, ore 17:00');
  });
});
