import { BookingScreen, FOLLOW, keyOf } from '../../../testing/booking-screen';
import {
  CANCELLED_LATER,
  CONFIRMED,
  EXPIRED,
  FOLLOWED,
  MAIL_REFUSED,
  page,
  PENDING,
  refusalBody,
  SATURDAY,
} from '../../../testing/fixtures';

describe('after sending', () => {
  let screen: BookingScreen;

  beforeEach(async () => {
    screen = new BookingScreen();
    await screen.book();
  });

  afterEach(() => {
    screen.leave();
  });

  /** The page is looked at again, which asks how the reservation stands by now. */
  async function look(answer: object | null, status = 200): Promise<void> {
    document.dispatchEvent(new Event('visibilitychange'));
    const request = await screen.request('GET', FOLLOW);
    request.flush(answer, { status, statusText: String(status), headers: { ETag: '"as-it-was"' } });
    await screen.settle();
  }

  it('says where the mail went and until when the link is good', async () => {
    await screen.isAt('Controlla la posta');
    await screen.hasFocusOn('h3');

    expect(screen.text('.lead')).toContain('Abbiamo scritto a g•••@example.org.');
    expect(screen.text()).toContain('Il collegamento vale fino a sabato 21 novembre alle ore 18:30.');
    expect(screen.texts('dd')).toEqual([
      'sabato 21 novembre 2026, ore 21:00',
      'Teatro Cantiere, Firenze',
      '2 persone',
      'K7QF-2MXW',
    ]);
  });

  it('says what the company adds while the mail is on its way, and no longer', async () => {
    screen.fixture.componentRef.setInput('note', 'Il bar apre alle 20.');
    await screen.shows('Il bar apre alle 20.');
    await look(CONFIRMED);

    await screen.isAt('Prenotazione confermata');
    expect(screen.text()).not.toContain('Il bar apre');
  });

  it('turns to confirmed by itself, and says where the code went', async () => {
    await look(CONFIRMED);

    await screen.isAt('Prenotazione confermata');
    expect(screen.text('[role=status]')).toContain('nel messaggio che abbiamo mandato a g•••@example.org');
    expect(screen.element.querySelector('azl-mail-help')).toBeNull();
  });

  it('asks with the token and the tag of the last answer, and stays as it is without news', async () => {
    await look(FOLLOWED);
    document.dispatchEvent(new Event('visibilitychange'));
    const { request } = await screen.request('GET', FOLLOW);

    expect(request.headers.get('X-Follow-Token')).toBe(PENDING.follow_token);
    expect(request.headers.get('If-None-Match')).toBe('"as-it-was"');
  });

  it('takes no news for what they are', async () => {
    await look(FOLLOWED);
    await look(null, 304);

    await screen.isAt('Controlla la posta');
    await look(CONFIRMED);
    await screen.isAt('Prenotazione confermata');
  });

  it.each([CONFIRMED, EXPIRED, CANCELLED_LATER])('stops asking once it is $status', async (over) => {
    await look(over);
    document.dispatchEvent(new Event('visibilitychange'));

    expect(screen.isAsking('GET', FOLLOW)).toBe(false);
  });

  it('stops asking about what cannot be found, and leaves the page as it is', async () => {
    await look(refusalBody('not_found'), 404);
    document.dispatchEvent(new Event('visibilitychange'));

    expect(screen.isAsking('GET', FOLLOW)).toBe(false);
    await screen.isAt('Controlla la posta');
  });

  it('goes on when an answer fails', async () => {
    await look(refusalBody('busy'), 503);
    await look(CONFIRMED);

    await screen.isAt('Prenotazione confermata');
  });

  it('offers to book again with the same data when the time to confirm is over', async () => {
    await look(EXPIRED);
    await screen.isAt('Il tempo per confermare è passato');
    await screen.press('Prenota di nuovo');
    await screen.isAt('Quando, e in quanti?');
    await screen.press('Continua');

    expect(await screen.typed('Nome e cognome')).toBe(' Giulia Rossi ');
    const second = await screen.send();
    expect(second.request.body).toMatchObject({ party_size: 2, email: 'giulia@example.org' });
  });

  it('says that it was cancelled', async () => {
    await look(CANCELLED_LATER);

    await screen.isAt('Prenotazione annullata');
    expect(screen.text()).not.toContain('Il collegamento vale');
  });

  it('says that the mail was refused, and opens the correction', async () => {
    await look(MAIL_REFUSED);

    expect(screen.text('azl-notice')).toContain('Il messaggio non è partito');
    expect(await screen.typed('Il tuo indirizzo e-mail')).toBe('giulia@example.org');
  });

  it('books again for the same person, with a new choice, consent and key', async () => {
    await screen.press('Fai un’altra prenotazione');
    await screen.isAt('Quando, e in quanti?');
    await screen.answer('GET', '/api/performances/', page(SATURDAY));
    screen.tick('sabato 21');
    await screen.chooseNumber('1 persona');
    await screen.press('Continua');
    screen.tick('Accetto');

    const second = await screen.send();
    expect(second.request.body).toMatchObject({ party_size: 1, name: 'Giulia Rossi' });
    expect(keyOf(second)).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a request that is repeated', () => {
  it.each([
    { status: 'confirmed', heading: 'Prenotazione confermata' },
    { status: 'cancelled', heading: 'Prenotazione annullata' },
    { status: 'expired', heading: 'Il tempo per confermare è passato' },
  ])('is told that its reservation is $status', async ({ status, heading }) => {
    const screen = new BookingScreen();
    await screen.book({ ...PENDING, status, confirm_before: null });

    await screen.isAt(heading);
    screen.leave();
  });
});
