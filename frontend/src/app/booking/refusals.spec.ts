import { BookingScreen, RESERVATIONS } from '../../testing/booking-screen';
import { FEW_LEFT, FULL, NOT_YET_OPEN, refusalBody, SATURDAY } from '../../testing/fixtures';

describe('refusals', () => {
  let screen: BookingScreen;

  beforeEach(() => {
    screen = new BookingScreen();
  });

  afterEach(() => {
    screen.leave();
  });

  it.each([
    { code: 'not_enough_seats', facts: { seats_available: 2 }, status: 409, heading: 'Sono rimasti solo 2 posti', next: 'Cambia il numero' },
    { code: 'not_enough_seats', facts: { seats_available: 1 }, status: 409, heading: 'È rimasto un posto solo', next: 'Cambia il numero' },
    { code: 'not_enough_seats', facts: { seats_available: 0 }, status: 409, heading: 'Questa replica si è appena riempita', next: 'Vedi le date' },
    { code: 'party_too_large', facts: { max_party_size: 4, attr: 'party_size' }, status: 400, heading: 'Siete in troppi per una prenotazione sola', next: 'Cambia il numero' },
    { code: 'not_yet_open', facts: { opens_at: '2026-11-23T10:00:00+01:00' }, status: 409, heading: 'Le prenotazioni non sono ancora aperte', next: 'Vedi le date' },
    { code: 'booking_closed', facts: {}, status: 409, heading: 'Le prenotazioni per questa replica sono chiuse', next: 'Vedi le date' },
    { code: 'performance_cancelled', facts: {}, status: 409, heading: 'Questa replica è stata annullata', next: 'Vedi le date' },
    { code: 'not_found', facts: {}, status: 404, heading: 'Questa replica non è più in programma', next: 'Vedi le date' },
    { code: 'reservation_expired', facts: {}, status: 410, heading: 'Questa prenotazione non è più valida', next: 'Vedi le date' },
    { code: 'reservation_cancelled', facts: {}, status: 409, heading: 'Questa prenotazione non è più valida', next: 'Vedi le date' },
    { code: 'idempotency_conflict', facts: {}, status: 409, heading: 'Avevamo già ricevuto questa prenotazione, con altri dati', next: 'Prova di nuovo' },
    { code: 'permission_denied', facts: {}, status: 403, heading: 'La pagina è aperta da troppo tempo', next: 'Ricarica la pagina' },
    { code: 'throttled', facts: {}, status: 429, heading: 'Troppi tentativi in poco tempo', next: 'Prova di nuovo' },
    { code: 'busy', facts: {}, status: 503, heading: 'In questo momento siamo in tanti', next: 'Prova di nuovo' },
    { code: 'unsupported_media_type', facts: {}, status: 415, heading: 'Qualcosa non ha funzionato', next: 'Prova di nuovo' },
  ])('$code: "$heading", then "$next"', async ({ code, facts, status, heading, next }) => {
    const request = await screen.sendFilled();
    await screen.refuse(request, status, refusalBody(code, facts));

    expect(screen.text('azl-notice .heading')).toBe(heading);
    expect(screen.text('azl-notice .next')).toBe(next);
    await screen.hasFocusOn('azl-notice .told');
    expect(await screen.typed('Nome e cognome')).toBe(' Giulia Rossi ');
  });

  it.each([
    [403, 'La pagina è aperta da troppo tempo'],
    [502, 'Il nostro sito ha avuto un guasto'],
  ])('has words for a page of the proxy with status %i', async (status, heading) => {
    const request = await screen.sendFilled();
    request.flush('<html>', { status, statusText: String(status) });
    await screen.shows(heading);

    expect(screen.text('azl-notice .heading')).toBe(heading);
  });

  it('says when booking opens, by the clock of the venue', async () => {
    const request = await screen.sendFilled();
    await screen.refuse(request, 409, refusalBody('not_yet_open', { opens_at: '2026-11-23T10:00:00+01:00' }));

    expect(screen.text('azl-notice .text')).toBe('Si prenota da lunedì 23 novembre alle ore 10:00.');
  });

  it('says how long to wait', async () => {
    const request = await screen.sendFilled();
    await screen.refuse(request, 429, refusalBody('throttled'), { 'Retry-After': '150' });

    expect(screen.text('azl-notice .text')).toContain('Aspetta 3 minuti');
  });

  it('shows the fields that the server refuses at the fields and in the summary', async () => {
    const request = await screen.sendFilled();
    await screen.refuse(request, 400, {
      type: 'validation_error',
      errors: [
        { code: 'invalid', detail: 'Inserisci un indirizzo valido.', attr: 'email' },
        { code: 'invalid', detail: 'Numero non valido.', attr: 'phone' },
        { code: 'max_length', detail: 'Troppo lungo.', attr: 'notes' },
        { code: 'invalid_choice', detail: 'Scelta non valida.', attr: 'access_needs.0' },
      ],
    });

    expect(screen.texts('azl-notice li')).toEqual([
      'Inserisci un indirizzo valido.',
      'Numero non valido.',
      'Troppo lungo.',
      'Scelta non valida.',
    ]);
    expect(screen.texts('mat-error')).toEqual([
      'Inserisci un indirizzo valido.',
      'Numero non valido.',
      'Troppo lungo.',
    ]);
    await screen.type('E-mail', 'giulia.rossi@example.org');
    expect(screen.texts('azl-notice li')).not.toContain('Inserisci un indirizzo valido.');
  });

  it.each(['name', 'privacy_accepted'])('shows what the server refuses in %s', async (attr) => {
    const request = await screen.sendFilled();
    await screen.refuse(request, 400, {
      type: 'validation_error',
      errors: [{ code: 'invalid', detail: 'Così non va.', attr }],
    });

    expect(screen.texts('azl-notice li')).toEqual(['Così non va.']);
    expect(screen.texts('mat-error, .field-error')).toEqual(['Così non va.']);
  });

  it('leads back to the first step for a number that the server refuses', async () => {
    const request = await screen.sendFilled();
    await screen.refuse(request, 400, {
      type: 'validation_error',
      errors: [{ code: 'min_value', detail: 'Almeno una persona.', attr: 'party_size' }],
    });
    screen.element.querySelector<HTMLElement>('azl-notice li button')!.click();
    await screen.shows('Passo 1 di 2');

    await screen.hasFocusOn('select');
    expect(screen.text('mat-error')).toBe('Almeno una persona.');
  });

  it('shows what belongs to no field', async () => {
    const request = await screen.sendFilled();
    await screen.refuse(request, 400, {
      type: 'validation_error',
      errors: [{ code: 'invalid', detail: 'Richiesta non valida.', attr: null }],
    });

    expect(screen.texts('azl-notice li')).toEqual(['Richiesta non valida.']);
  });

  it('leads to the number, which ends where the seats end by now', async () => {
    const request = await screen.sendFilled();
    const left = { ...SATURDAY, booking: { ...SATURDAY.booking, seats_available: 1 } };
    await screen.refuse(request, 409, refusalBody('not_enough_seats', { seats_available: 1 }), {}, [left]);
    await screen.press('Cambia il numero');
    await screen.isAt('Quando, e in quanti?');

    await screen.hasFocusOn('select');
    expect(screen.texts('option')).toEqual(['Scegli', '1 persona', '2 persone']);
    expect(screen.text('mat-error')).toBe('Per questa replica puoi scegliere al massimo 1.');
  });

  it('leads to the list of dates', async () => {
    const request = await screen.sendFilled();
    await screen.refuse(request, 409, refusalBody('booking_closed'));
    await screen.press('Vedi le date');

    await screen.isAt('Quando, e in quanti?');
  });

  describe('of a date that is full', () => {
    const full = { ...FULL, id: SATURDAY.id, starts_label: SATURDAY.starts_label };

    it('points to the next dates, one tap each, and keeps what was typed', async () => {
      const request = await screen.sendFilled(FEW_LEFT, NOT_YET_OPEN);
      const body = refusalBody('not_enough_seats', { seats_available: 0 });
      await screen.refuse(request, 409, body, {}, [full, FEW_LEFT, NOT_YET_OPEN]);

      expect(screen.text('azl-notice')).toContain('Ci sono posti in queste date: domenica 22 novembre');
      await screen.press('domenica 22 novembre 2026, ore 17:00');
      expect(screen.element.querySelector('azl-notice')).toBeNull();
      expect(screen.text('.choice strong')).toBe('domenica 22 novembre 2026, ore 17:00');
      await screen.hasFocusOn('.choice');
      expect(await screen.typed('E-mail')).toBe('giulia@example.org');
      await screen.press('Prenota');
      await screen.request('POST', `/api/performances/${FEW_LEFT.id}/reservations/`);
    });

    it('says so when there is no other', async () => {
      const request = await screen.sendFilled();
      await screen.refuse(request, 409, refusalBody('performance_cancelled'), {}, [full]);

      expect(screen.text('azl-notice')).toContain('Per ora non ci sono altre date con posti.');
    });
  });

  describe('without a network', () => {
    it('keeps everything, says when it is back, and sends only on a tap', async () => {
      const request = await screen.sendFilled();
      const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
      window.dispatchEvent(new Event('offline'));
      request.error(new ProgressEvent('error'));
      await screen.shows('Non c’è rete');
      expect(screen.text('azl-notice .text')).toContain('Non è andato perso niente.');

      online.mockRestore();
      window.dispatchEvent(new Event('online'));
      await screen.shows('La rete è tornata');
      expect(screen.text('.offline')).toBe('');
      await screen.press('Prova di nuovo');
      const second = await screen.request('POST', RESERVATIONS);
      expect(second.request.body).toEqual(request.request.body);
    });
  });
});
