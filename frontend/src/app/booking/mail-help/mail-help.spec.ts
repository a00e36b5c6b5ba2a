import { BookingScreen, FOLLOW } from '../../../testing/booking-screen';
import { CONFIRMED, CORRECTED, FOLLOWED, PENDING, refusalBody, RESENT } from '../../../testing/fixtures';

const RESEND = '/api/reservations/resend/';
const CORRECT = '/api/reservations/correct-address/';

describe('when the mail does not arrive', () => {
  let screen: BookingScreen;

  beforeEach(() => {
    screen = new BookingScreen();
  });

  afterEach(() => {
    screen.leave();
  });

  async function correctTo(address: string): Promise<void> {
    await screen.press('L’indirizzo è sbagliato');
    await screen.type('Il tuo indirizzo e-mail', address);
    await screen.press('Manda a questo indirizzo');
  }

  it('is sent once more, and then rests for half a minute', async () => {
    await screen.book();
    await screen.press('Manda di nuovo');
    const request = await screen.request('POST', RESEND);
    request.flush(RESENT, { status: 202, statusText: 'Accepted' });
    await screen.shows('Mandato. Se ancora non arriva, tra mezzo minuto puoi riprovare.');

    expect(request.request.body).toEqual({ reference: 'K7QF-2MXW', email: 'giulia@example.org' });
    expect(screen.button('Manda di nuovo').getAttribute('aria-disabled')).toBe('true');
  });

  it('can be asked for again after that', async () => {
    await screen.book();
    const timers = vi.spyOn(globalThis, 'setTimeout');
    screen.button('Manda di nuovo').click();
    const [ended] = timers.mock.calls.find(([, pause]) => pause === 30_000)!;
    timers.mockRestore();
    await screen.answer('POST', RESEND, RESENT, 202);
    await screen.shows('Mandato.');
    (ended as () => void)();
    await screen.settle();

    expect(screen.button('Manda di nuovo').getAttribute('aria-disabled')).toBeNull();
  });

  it('says how long to wait after too many tries', async () => {
    await screen.book();
    await screen.press('Manda di nuovo');
    const request = await screen.request('POST', RESEND);
    request.flush(refusalBody('throttled'), { status: 429, statusText: '429', headers: { 'Retry-After': '600' } });
    await screen.shows('Troppi tentativi in poco tempo');

    expect(screen.text('azl-notice .text')).toContain('Aspetta 10 minuti');
  });

  it('goes to the address that was meant with one tap', async () => {
    await screen.book({ ...PENDING, email: 'g•••@gmial.com', email_suggestion: 'gmail.com' });
    expect(screen.text('.meant')).toBe('Volevi scrivere giulia@gmail.com? Correggi');
    await screen.press('Correggi');
    const request = await screen.request('POST', CORRECT);
    request.flush(CORRECTED);
    await screen.shows('Fatto: abbiamo scritto a g•••@gmail.com.');

    expect(request.request.body).toEqual({ token: PENDING.follow_token, email: 'giulia@gmail.com' });
    expect(screen.text('.lead')).toContain('Abbiamo scritto a g•••@gmail.com.');
    expect(screen.element.querySelector('.meant')).toBeNull();
  });

  it('goes to another address, which starts as it was typed', async () => {
    await screen.book();
    await screen.press('L’indirizzo è sbagliato');
    expect(await screen.typed('Il tuo indirizzo e-mail')).toBe('giulia@example.org');
    await screen.hasFocusOn('input[type=email]');
    await screen.type('Il tuo indirizzo e-mail', ' giulia@gmail.com ');
    await screen.press('Manda a questo indirizzo');
    const request = await screen.request('POST', CORRECT);
    request.flush(CORRECTED);
    await screen.shows('Fatto: abbiamo scritto a g•••@gmail.com.');

    expect(request.request.body).toEqual({ token: PENDING.follow_token, email: 'giulia@gmail.com' });
    await screen.press('Manda di nuovo');
    const again = await screen.request('POST', RESEND);
    expect(again.request.body).toEqual({ reference: 'K7QF-2MXW', email: 'giulia@gmail.com' });
  });

  it('is not typed over by news of the reservation', async () => {
    await screen.book();
    await screen.press('L’indirizzo è sbagliato');
    await screen.type('Il tuo indirizzo e-mail', 'giulia@gmail.com');
    document.dispatchEvent(new Event('visibilitychange'));
    await screen.answer('GET', FOLLOW, FOLLOWED);
    await screen.settle();

    expect(await screen.typed('Il tuo indirizzo e-mail')).toBe('giulia@gmail.com');
  });

  it.each([
    ['', 'Scrivi il tuo indirizzo e-mail.'],
    ['giulia', 'Controlla l’indirizzo e-mail: dev’essere come nome@esempio.it.'],
  ])('does not send to "%s"', async (address, says) => {
    await screen.book();
    await correctTo(address);

    expect(screen.text('mat-error')).toBe(says);
  });

  it('can be left as it is', async () => {
    await screen.book();
    await screen.press('L’indirizzo è sbagliato');
    await screen.press('Lascia stare');

    expect(screen.text()).toContain('Non arriva niente?');
  });

  it('shows at the field what the server refuses in it', async () => {
    await screen.book();
    await correctTo('giulia@example.invalid');
    const body = refusalBody('required', { attr: 'email', code: 'invalid', detail: 'Così non arriva.' });
    await screen.answer('POST', CORRECT, body, 400);
    await screen.shows('Così non arriva.');

    expect(screen.text('mat-error')).toBe('Così non arriva.');
  });

  it.each([
    { code: 'reservation_expired', status: 410, heading: 'Il tempo per confermare è passato' },
    { code: 'reservation_cancelled', status: 409, heading: 'Prenotazione annullata' },
  ])('shows what has become of it: $code', async ({ code, status, heading }) => {
    await screen.book();
    await correctTo('giulia@gmail.com');
    await screen.answer('POST', CORRECT, refusalBody(code), status);

    await screen.isAt(heading);
  });

  it('shows that it has been confirmed meanwhile', async () => {
    await screen.book();
    await correctTo('giulia@gmail.com');
    await screen.answer('POST', CORRECT, CONFIRMED);

    await screen.isAt('Prenotazione confermata');
  });

  it.each([
    { code: 'not_found', status: 404, heading: 'Non troviamo più questa prenotazione' },
    { code: 'busy', status: 503, heading: 'In questo momento siamo in tanti' },
  ])('keeps the address after $code', async ({ code, status, heading }) => {
    await screen.book();
    await correctTo('giulia@gmail.com');
    await screen.answer('POST', CORRECT, refusalBody(code), status);
    await screen.shows(heading);

    expect(await screen.typed('Il tuo indirizzo e-mail')).toBe('giulia@gmail.com');
  });
});
