import { BookingScreen, keyOf, PERFORMANCES, RESERVATIONS } from '../../../testing/booking-screen';
import { page, SATURDAY } from '../../../testing/fixtures';

describe('second step', () => {
  let screen: BookingScreen;

  beforeEach(() => {
    screen = new BookingScreen();
  });

  afterEach(() => {
    screen.leave();
  });

  it('has the focus, repeats the choice and links the privacy page', async () => {
    await screen.reachVisitorStep();

    await screen.hasFocusOn('h3');
    expect(screen.text('.choice')).toBe(
      'La tua scelta: sabato 21 novembre 2026, ore 21:00 Teatro Cantiere, Firenze 2 persone Cambia',
    );
    expect(screen.element.querySelector('.consent a')!.getAttribute('href')).toBe('/it/privacy/');
  });

  it('asks for consent in the words of the company, where it has its own', async () => {
    await screen.reachVisitorStep();
    expect(screen.text('.consent label')).toBe('Accetto che i miei dati siano usati per gestire questa prenotazione.');
    screen.fixture.componentRef.setInput('consent', 'Sì, potete scrivermi.');

    await screen.shows('Sì, potete scrivermi.');
  });

  it('says by when one should come, where unclaimed places may be given to others', async () => {
    const notice = 'Arriva entro le 20:50: i posti che a quell’ora nessuno ha occupato possono andare ad altri.';
    await screen.loaded({ ...SATURDAY, booking: { ...SATURDAY.booking, release_notice: notice } });
    await screen.chooseNumber('2 persone');
    await screen.press('Continua');

    await screen.shows(notice);
  });

  it('asks for name, address and consent, and sends nothing before', async () => {
    await screen.reachVisitorStep();
    await screen.press('Prenota');

    expect(screen.texts('azl-notice li')).toEqual([
      'Scrivi nome e cognome.',
      'Scrivi il tuo indirizzo e-mail.',
      'Per prenotare serve il tuo consenso.',
    ]);
    await screen.hasFocusOn('azl-notice .told');
    screen.element.querySelector<HTMLElement>('azl-notice li button')!.click();
    await screen.hasFocusOn('input[autocomplete=name]');
  });

  it('tells a malformed address', async () => {
    await screen.reachVisitorStep();
    await screen.type('E-mail', 'giulia');
    await screen.press('Prenota');

    expect(screen.texts('mat-error')).toContain(
      'Controlla l’indirizzo e-mail: dev’essere come nome@esempio.it.',
    );
  });

  it('keeps what was typed when the visitor goes back to change the date', async () => {
    await screen.reachVisitorStep();
    await screen.type('Nome e cognome', 'Giulia Rossi');
    await screen.press('Indietro');
    await screen.isAt('Quando, e in quanti?');
    await screen.press('Continua');

    expect(await screen.typed('Nome e cognome')).toBe('Giulia Rossi');
  });

  it('leads back to the choice', async () => {
    await screen.reachVisitorStep();
    await screen.press('Cambia');

    await screen.isAt('Quando, e in quanti?');
  });

  it('says so while the device is offline', async () => {
    await screen.reachVisitorStep();
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    window.dispatchEvent(new Event('offline'));
    await screen.shows('Sei offline. Quello che hai scritto resta qui');

    vi.restoreAllMocks();
    window.dispatchEvent(new Event('online'));
    await screen.answer('GET', PERFORMANCES, page(SATURDAY));
    await vi.waitFor(() => { expect(screen.text()).not.toContain('Sei offline'); });
  });

  it('sends what was asked for, and nothing that was left empty', async () => {
    const request = await screen.sendFilled();

    expect(request.request.body).toEqual({
      party_size: 2,
      name: 'Giulia Rossi',
      email: 'giulia@example.org',
      privacy_accepted: true,
      language: 'it',
    });
    expect(keyOf(request)).toMatch(/^[0-9a-f-]{36}$/);
    expect(screen.text()).toContain('Stiamo prenotando…');
  });

  it('sends phone, needs and message when they are given', async () => {
    await screen.reachVisitorStep();
    await screen.fillVisitor();
    await screen.type('Telefono (facoltativo)', '055 123456');
    await screen.type('Un messaggio per noi (facoltativo)', 'Arriviamo presto.');
    screen.tick('Posto per sedia a rotelle');
    screen.tick('Accompagnatore');
    await screen.press('Prenota');

    const request = await screen.request('POST', RESERVATIONS);
    expect(request.request.body).toMatchObject({
      phone: '055 123456',
      notes: 'Arriviamo presto.',
      access_needs: ['wheelchair', 'companion'],
    });
  });
});
