import type { TestRequest } from '@angular/common/http/testing';
import { MatInputHarness, MatNativeSelectHarness } from '@angular/material/input/testing';

import {
  CANCELLED,
  CLOSED,
  FEW_LEFT,
  FULL,
  NOT_YET_OPEN,
  page,
  PENDING,
  refusalBody,
  SATURDAY,
} from '../../testing/fixtures';
import { Screen } from '../../testing/screen';
import type { Performance } from '../api/types';
import { Booking } from './booking';

const PERFORMANCES = '/api/performances/';
const RESERVATIONS = '/api/performances/12/reservations/';

describe('booking', () => {
  let screen: Screen<Booking>;

  beforeEach(() => {
    screen = new Screen(Booking, { show: 'il-corpo', privacy: '/it/privacy/' });
  });

  afterEach(() => {
    screen.expectNoRequest();
    screen.element.remove();
  });

  async function loaded(...performances: Performance[]): Promise<void> {
    await screen.answer('GET', PERFORMANCES, page(...performances));
    await vi.waitFor(() => { expect(screen.text()).not.toContain('Cerchiamo'); });
  }

  async function choosePartySize(text: string): Promise<void> {
    const select = await screen.loader.getHarness(MatNativeSelectHarness);
    await select.selectOptions({ text });
    await (await select.host()).dispatchEvent('input'); // browsers fire both, the harness only change
  }

  async function type(label: string, text: string): Promise<void> {
    const input = await screen.loader.getHarness(MatInputHarness.with({ label }));
    await input.setValue(text);
  }

  function tick(label: string): void {
    const labels = [...screen.element.querySelectorAll('label')];
    labels.find((one) => one.textContent.includes(label))!.querySelector('input')!.click();
  }

  async function reachVisitorStep(): Promise<void> {
    await loaded(SATURDAY);
    await choosePartySize('2 persone');
    await screen.press('Continua');
  }

  async function fillVisitor(): Promise<void> {
    await type('Nome e cognome', ' Giulia Rossi ');
    await type('E-mail', 'giulia@example.org');
    tick('Accetto');
  }

  async function sendFilled(): Promise<TestRequest> {
    await reachVisitorStep();
    await fillVisitor();
    await screen.press('Prenota');
    return screen.request('POST', RESERVATIONS);
  }

  async function refuse(request: TestRequest, status: number, body: object, headers = {}): Promise<void> {
    request.flush(body, { status, statusText: String(status), headers });
    await vi.waitFor(() => { expect(screen.element.querySelector('azl-notice')).not.toBeNull(); });
  }

  const keyOf = (request: TestRequest): string | null => request.request.headers.get('Idempotency-Key');

  describe('first step', () => {
    it('says that it is looking for the dates of the show, in the language of the page', async () => {
      const request = await screen.request('GET', PERFORMANCES);

      expect(screen.text()).toBe('Cerchiamo le date…');
      expect(request.request.params.get('show')).toBe('il-corpo');
      expect(request.request.headers.get('Accept-Language')).toBe('it');
    });

    it('offers what can be booked and tells the state of the rest in the words of the server', async () => {
      await loaded(SATURDAY, FEW_LEFT, FULL, NOT_YET_OPEN, CLOSED, CANCELLED);

      expect(screen.texts('fieldset .performance')).toEqual([
        'sabato 21 novembre 2026, ore 21:00 Teatro Cantiere, Firenze Posti disponibili',
        'domenica 22 novembre 2026, ore 17:00 Teatro Cantiere, Firenze Ultimi 3 posti',
      ]);
      expect(screen.texts('.others .state')).toEqual([
        'Esaurito',
        'Si prenota da lunedì 23 novembre, ore 10:00',
        'Prenotazioni chiuse, chiedi alla porta',
        'Annullata',
      ]);
      expect(screen.element.querySelectorAll('input[type=radio]:checked').length).toBe(0);
    });

    it('chooses the only date by itself', async () => {
      await loaded(SATURDAY, FULL);

      expect(screen.element.querySelector<HTMLInputElement>('input[type=radio]')!.checked).toBe(true);
    });

    it('offers no more people than the server has seats for, and says why', async () => {
      await loaded(FEW_LEFT);

      expect(screen.texts('option')).toEqual(['Scegli', '1 persona', '2 persone', '3 persone']);
      expect(screen.text('mat-hint')).toBe('Sono rimasti 3 posti.');
    });

    it('names the most that one reservation may have', async () => {
      await loaded(SATURDAY);

      expect(screen.texts('option').length).toBe(7);
      expect(screen.text('mat-hint')).toBe('Al massimo 6 per prenotazione.');
    });

    it.each([
      { dates: [FULL], says: 'Tutte le date sono esaurite.' },
      { dates: [FULL, CANCELLED], says: 'Al momento non si può prenotare per nessuna data.' },
      { dates: [], says: 'Per questo spettacolo non ci sono date in programma.' },
    ])('says "$says" and looks again when asked', async ({ dates, says }) => {
      await loaded(...dates);

      expect(screen.text('h3')).toBe(says);
      expect(screen.texts('.others .performance').length).toBe(dates.length);
      await screen.press('Controlla di nuovo');
      await loaded(SATURDAY);
      expect(screen.text('h3')).toBe('Quando, e in quanti?');
    });

    it('tells what is missing in a summary that has the focus and leads to the fields', async () => {
      await loaded(SATURDAY, FEW_LEFT);
      await screen.press('Continua');

      expect(screen.texts('azl-notice li')).toEqual(['Scegli una replica.', 'Scegli quante persone siete.']);
      await screen.hasFocusOn('azl-notice .told');
      screen.element.querySelectorAll<HTMLElement>('azl-notice li button')[1].click();
      await screen.hasFocusOn('select');
    });

    it('keeps a number that another date cannot have, and says so', async () => {
      await loaded(SATURDAY, FEW_LEFT);
      tick('sabato 21');
      await choosePartySize('5 persone');
      tick('domenica 22');
      await screen.press('Continua');

      expect(screen.texts('azl-notice li')).toEqual(['Per questa replica puoi scegliere al massimo 3.']);
    });

    it('offers to try again when the dates cannot be had', async () => {
      await screen.answer('GET', PERFORMANCES, refusalBody('busy'), 503);
      await screen.shows('In questo momento siamo in tanti');

      await screen.press('Prova di nuovo');
      await loaded(SATURDAY);
      expect(screen.text('h3')).toBe('Quando, e in quanti?');
    });

    it('asks for the other show when the attribute changes', async () => {
      await loaded(SATURDAY);
      screen.fixture.componentRef.setInput('show', 'notturno');

      const request = await screen.request('GET', PERFORMANCES);
      expect(request.request.params.get('show')).toBe('notturno');
    });
  });

  describe('second step', () => {
    it('has the focus, repeats the choice and links the privacy page', async () => {
      await reachVisitorStep();

      await screen.hasFocusOn('h3');
      expect(screen.text('.choice')).toBe(
        'La tua scelta: sabato 21 novembre 2026, ore 21:00 Teatro Cantiere, Firenze 2 persone Cambia',
      );
      expect(screen.element.querySelector('.consent a')!.getAttribute('href')).toBe('/it/privacy/');
    });

    it('asks for name, address and consent, and sends nothing before', async () => {
      await reachVisitorStep();
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
      await reachVisitorStep();
      await type('E-mail', 'giulia');
      await screen.press('Prenota');

      expect(screen.texts('mat-error')).toContain(
        'Controlla l’indirizzo e-mail: dev’essere come nome@esempio.it.',
      );
    });

    it('keeps what was typed when the visitor goes back to change the date', async () => {
      await reachVisitorStep();
      await type('Nome e cognome', 'Giulia Rossi');
      await screen.press('Indietro');
      expect(screen.text('h3')).toBe('Quando, e in quanti?');
      await screen.press('Continua');

      const name = await screen.loader.getHarness(MatInputHarness.with({ label: 'Nome e cognome' }));
      expect(await name.getValue()).toBe('Giulia Rossi');
    });

    it('leads back to the choice', async () => {
      await reachVisitorStep();
      await screen.press('Cambia');

      expect(screen.text('h3')).toBe('Quando, e in quanti?');
    });

    it('says so while the device is offline', async () => {
      await reachVisitorStep();
      vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
      window.dispatchEvent(new Event('offline'));
      await screen.shows('Sei offline. Quello che hai scritto resta qui');

      vi.restoreAllMocks();
      window.dispatchEvent(new Event('online'));
      await vi.waitFor(() => { expect(screen.text()).not.toContain('Sei offline'); });
    });

    it('sends what was asked for, and nothing that was left empty', async () => {
      const request = await sendFilled();

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
      await reachVisitorStep();
      await fillVisitor();
      await type('Telefono (facoltativo)', '055 123456');
      await type('Un messaggio per noi (facoltativo)', 'Arriviamo presto.');
      tick('Posto per sedia a rotelle');
      tick('Accompagnatore');
      await screen.press('Prenota');

      const request = await screen.request('POST', RESERVATIONS);
      expect(request.request.body).toMatchObject({
        phone: '055 123456',
        notes: 'Arriviamo presto.',
        access_needs: ['wheelchair', 'companion'],
      });
    });
  });

  describe('after sending', () => {
    it('says where the mail went and until when the link is good', async () => {
      const request = await sendFilled();
      request.flush(PENDING, { status: 201, statusText: 'Created' });
      await screen.shows('Controlla la posta');

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

    it.each([
      { status: 'confirmed' as const, heading: 'Prenotazione confermata' },
      { status: 'cancelled' as const, heading: 'Questa prenotazione non è più valida' },
      { status: 'expired' as const, heading: 'Questa prenotazione non è più valida' },
    ])('tells a repeated request that its reservation is $status', async ({ status, heading }) => {
      const request = await sendFilled();
      request.flush({ ...PENDING, status, confirm_before: null });
      await screen.shows(heading);

      expect(screen.text('h3')).toBe(heading);
      expect(screen.text()).not.toContain('Il collegamento vale');
    });

    it('books again for the same person, with a new choice, consent and key', async () => {
      const first = await sendFilled();
      first.flush(PENDING, { status: 201, statusText: 'Created' });
      await screen.shows('Controlla la posta');
      await screen.press('Fai un’altra prenotazione');
      await loaded(SATURDAY);
      await choosePartySize('1 persona');
      await screen.press('Continua');
      tick('Accetto');
      await screen.press('Prenota');

      const second = await screen.request('POST', RESERVATIONS);
      expect(second.request.body).toMatchObject({ party_size: 1, name: 'Giulia Rossi' });
      expect(keyOf(second)).not.toBe(keyOf(first));
    });
  });

  describe('refusals', () => {
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
      { code: 'error', facts: {}, status: 500, heading: 'Qualcosa non ha funzionato', next: 'Prova di nuovo' },
    ])('$code: "$heading", then "$next"', async ({ code, facts, status, heading, next }) => {
      const request = await sendFilled();
      await refuse(request, status, refusalBody(code, facts));

      expect(screen.text('azl-notice .heading')).toBe(heading);
      expect(screen.text('azl-notice button')).toBe(next);
      await screen.hasFocusOn('azl-notice .told');
      const name = await screen.loader.getHarness(MatInputHarness.with({ label: 'Nome e cognome' }));
      expect(await name.getValue()).toBe(' Giulia Rossi ');
    });

    it.each([
      [403, 'La pagina è aperta da troppo tempo'],
      [502, 'Qualcosa non ha funzionato'],
    ])('has words for a page of the proxy with status %i', async (status, heading) => {
      const request = await sendFilled();
      request.flush('<html>', { status, statusText: String(status) });
      await screen.shows(heading);

      expect(screen.text('azl-notice .heading')).toBe(heading);
    });

    it('says when booking opens, by the clock of the venue', async () => {
      const request = await sendFilled();
      await refuse(request, 409, refusalBody('not_yet_open', { opens_at: '2026-11-23T10:00:00+01:00' }));

      expect(screen.text('azl-notice .text')).toBe('Si prenota da lunedì 23 novembre alle ore 10:00.');
    });

    it('says how long to wait', async () => {
      const request = await sendFilled();
      await refuse(request, 429, refusalBody('throttled'), { 'Retry-After': '150' });

      expect(screen.text('azl-notice .text')).toContain('Aspetta 3 minuti');
    });

    it('shows the fields that the server refuses at the fields and in the summary', async () => {
      const request = await sendFilled();
      await refuse(request, 400, {
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
      await type('E-mail', 'giulia.rossi@example.org');
      expect(screen.texts('azl-notice li')).not.toContain('Inserisci un indirizzo valido.');
    });

    it.each(['name', 'privacy_accepted'])('shows what the server refuses in %s', async (attr) => {
      const request = await sendFilled();
      await refuse(request, 400, {
        type: 'validation_error',
        errors: [{ code: 'invalid', detail: 'Così non va.', attr }],
      });

      expect(screen.texts('azl-notice li')).toEqual(['Così non va.']);
      expect(screen.texts('mat-error, .field-error')).toEqual(['Così non va.']);
    });

    it('leads back to the first step for a number that the server refuses', async () => {
      const request = await sendFilled();
      await refuse(request, 400, {
        type: 'validation_error',
        errors: [{ code: 'min_value', detail: 'Almeno una persona.', attr: 'party_size' }],
      });
      screen.element.querySelector<HTMLElement>('azl-notice li button')!.click();
      await screen.shows('Passo 1 di 2');

      await screen.hasFocusOn('select');
      expect(screen.text('mat-error')).toBe('Almeno una persona.');
    });

    it('shows what belongs to no field', async () => {
      const request = await sendFilled();
      await refuse(request, 400, {
        type: 'validation_error',
        errors: [{ code: 'invalid', detail: 'Richiesta non valida.', attr: null }],
      });

      expect(screen.texts('azl-notice li')).toEqual(['Richiesta non valida.']);
    });

    it('fetches the dates anew before another choice', async () => {
      const request = await sendFilled();
      await refuse(request, 409, refusalBody('not_enough_seats', { seats_available: 1 }));
      await screen.press('Cambia il numero');
      await loaded({ ...SATURDAY, booking: { ...SATURDAY.booking, seats_available: 1 } });

      expect(screen.text('h3')).toBe('Quando, e in quanti?');
      expect(screen.texts('option')).toEqual(['Scegli', '1 persona']);
    });
  });

  describe('no answer', () => {
    it('says that the network is gone', async () => {
      const request = await sendFilled();
      vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
      request.error(new ProgressEvent('error'));
      await screen.shows('Non c’è rete');
      vi.restoreAllMocks();

      expect(screen.text('azl-notice .text')).toContain('Non è andato perso niente.');
    });

    it('sends the same again under the same key', async () => {
      const first = await sendFilled();
      first.error(new ProgressEvent('error'));
      await screen.shows('Non abbiamo ricevuto risposta');
      await screen.press('Prova di nuovo');

      const second = await screen.request('POST', RESERVATIONS);
      expect(keyOf(second)).toBe(keyOf(first));
      expect(second.request.body).toEqual(first.request.body);
    });
  });

  describe('the key', () => {
    async function correctAndSend(): Promise<TestRequest> {
      await type('E-mail', 'giulia.rossi@example.org');
      await screen.press('Prenota');
      return screen.request('POST', RESERVATIONS);
    }

    it('is new for other content after a definite refusal', async () => {
      const first = await sendFilled();
      await refuse(first, 409, refusalBody('not_enough_seats', { seats_available: 1 }));

      expect(keyOf(await correctAndSend())).not.toBe(keyOf(first));
    });

    it('stays for other content while the first may have arrived', async () => {
      const first = await sendFilled();
      first.error(new ProgressEvent('error'));
      await screen.shows('Non abbiamo ricevuto risposta');

      expect(keyOf(await correctAndSend())).toBe(keyOf(first));
    });

    it('is new after a conflict', async () => {
      const first = await sendFilled();
      await refuse(first, 409, refusalBody('idempotency_conflict'));
      await screen.press('Prova di nuovo');

      const second = await screen.request('POST', RESERVATIONS);
      expect(keyOf(second)).not.toBe(keyOf(first));
    });
  });
});
