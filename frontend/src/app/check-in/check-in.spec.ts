import type { TestRequest } from '@angular/common/http/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { IDBFactory } from 'fake-indexeddb';

import {
  ADMIT,
  ADMITTED,
  ALREADY_IN,
  page,
  PARTLY_IN,
  refusalBody,
  TOMORROW,
  TONIGHT,
  UNDONE,
} from '../../testing/fixtures';
import { Screen } from '../../testing/screen';
import type { Preview, Verdict } from '../api/types';
import { CheckIn } from './check-in';

const PERFORMANCES = '/api/check-ins/performances/';
const PREVIEW = '/api/check-ins/preview/';
const CHECK_INS = '/api/check-ins/';

describe('check-in', () => {
  let screen: Screen<CheckIn>;

  function start(inputs: Record<string, string> = {}): void {
    screen = new Screen(CheckIn, inputs);
  }

  beforeEach(() => { vi.stubGlobal('indexedDB', new IDBFactory()); });

  afterEach(() => {
    screen.leave();
    vi.unstubAllGlobals();
  });

  async function openDoor(...performances: (typeof TONIGHT)[]): Promise<void> {
    start();
    await screen.answer('GET', PERFORMANCES, page(...(performances.length ? performances : [TONIGHT])));
    await vi.waitFor(() => { expect(screen.text()).not.toContain('Cerchiamo'); });
  }

  async function enter(code: string): Promise<void> {
    const input = await screen.loader.getHarness(MatInputHarness);
    await input.setValue(code);
    await screen.press('Controlla');
  }

  async function seeVerdict(preview: Preview): Promise<void> {
    await enter('k7qf2mxw');
    await screen.answer('POST', PREVIEW, preview);
    await vi.waitFor(() => { expect(screen.element.querySelector('azl-verdict-screen')).not.toBeNull(); });
  }

  async function askToAdmit(label: string): Promise<TestRequest> {
    await screen.press(label);
    return screen.request('POST', CHECK_INS);
  }

  const tone = (): string => screen.element.querySelector('azl-verdict-screen')!.className;
  const counts = (): string[] => screen.texts('azl-door-bar dl > div');

  describe('the door', () => {
    it('opens the only performance of tonight and shows its counts', async () => {
      await openDoor(TOMORROW, TONIGHT);

      expect(screen.text('.chosen p')).toBe('Il corpo che resta sabato 21 novembre 2026, ore 21:00');
      expect(counts()).toEqual(['Dentro 61', 'Attesi 23', 'Senza prenotazione 5', 'Liberi 12']);
    });

    it('asks which one when there are two tonight', async () => {
      await openDoor({ ...TOMORROW, tonight: true }, TONIGHT);

      expect(screen.text('h2')).toBe('Che porta apri?');
      expect(screen.element.querySelector('azl-code-entry')).toBeNull();
      screen.element.querySelectorAll<HTMLElement>('.door')[1].click();
      await screen.shows('Codice o indirizzo del pass');
      expect(screen.text('.chosen strong')).toBe('Il corpo che resta');
    });

    it('lists tonight first and can be switched', async () => {
      await openDoor(TOMORROW, TONIGHT);
      await screen.press('Cambia replica');

      expect(screen.texts('.door strong')).toEqual(['Il corpo che resta', 'Notturno per voci']);
      screen.element.querySelectorAll<HTMLElement>('.door')[1].click();
      await vi.waitFor(() => { expect(screen.text('.chosen strong')).toBe('Notturno per voci'); });
      expect(counts()[0]).toBe('Dentro 0');
    });

    it('takes the performance of its attribute', async () => {
      start({ performance: '13' });
      await screen.answer('GET', PERFORMANCES, page(TONIGHT, TOMORROW));
      await screen.shows('Notturno per voci');

      expect(screen.text('.chosen strong')).toBe('Notturno per voci');
    });

    it('says when there is nothing to open', async () => {
      start();
      await screen.answer('GET', PERFORMANCES, page());
      await screen.shows('Non ci sono repliche da aprire');

      await screen.press('Controlla di nuovo');
      await screen.answer('GET', PERFORMANCES, page(TONIGHT));
      await screen.shows('Il corpo che resta');
    });

    it.each([
      [401, 'not_authenticated'],
      [403, 'permission_denied'],
    ])('leads to sign in after a %i', async (status, code) => {
      start();
      await screen.answer('GET', PERFORMANCES, refusalBody(code), status);
      await screen.shows('Non hai accesso alla porta');

      const link = screen.element.querySelector('a')!;
      const here = encodeURIComponent(location.pathname + location.search);
      expect(link.getAttribute('href')).toBe(`/login/?next=${here}`);
      expect(link.textContent.trim()).toBe('Accedi di nuovo');
    });
  });

  describe('the code', () => {
    it('is previewed for the performance of the door', async () => {
      await openDoor();
      await enter(' k7qf2mxw ');

      const request = await screen.request('POST', PREVIEW);
      expect(request.request.body).toEqual({ reference: 'K7QF-2MXW', performance: 12 });
    });

    it('is asked for when it is missing', async () => {
      await openDoor();
      await screen.press('Controlla');

      expect(screen.text('mat-error')).toBe('Scrivi o incolla un codice.');
      await screen.hasFocusOn('input');
    });

    it('of the attribute is previewed at once, for no performance when none is chosen', async () => {
      start({ code: 'aZ9_-q12xyAAAAAAAAAAAA' });
      await screen.answer('GET', PERFORMANCES, page({ ...TOMORROW, tonight: true }, TONIGHT));

      const request = await screen.request('POST', PREVIEW);
      expect(request.request.body).toEqual({ token: 'aZ9_-q12xyAAAAAAAAAAAA' });
      request.flush(ADMIT);
      await screen.shows('Può entrare');
      const admission = await askToAdmit('Fai entrare tutte e 4');
      expect(admission.request.body).toMatchObject({ token: 'aZ9_-q12xyAAAAAAAAAAAA', performance: 12 });
    });

    it('stays typed while there is no answer', async () => {
      await openDoor();
      await enter('K7QF-2MXW');
      (await screen.request('POST', PREVIEW)).error(new ProgressEvent('error'));
      await screen.shows('Nessuna risposta');

      const input = await screen.loader.getHarness(MatInputHarness);
      expect(await input.getValue()).toBe('K7QF-2MXW');
    });
  });

  describe('the verdict', () => {
    beforeEach(() => openDoor());

    it('admits: party, needs, and the button for all of them', async () => {
      await seeVerdict(ADMIT);

      expect(tone()).toBe('admit');
      expect(screen.element.classList).toContain('fills-screen');
      expect(screen.text('.said')).toBe(
        'Può entrare 4 persone Giulia Rossi K7QF-2MXW Sedia a rotelle Accompagnatore',
      );
      await screen.hasFocusOn('azl-verdict-screen h2');
    });

    it('already in: when, by whom, and nothing to admit', async () => {
      await seeVerdict(ALREADY_IN);

      expect(tone()).toBe('already');
      expect(screen.text('.said h2')).toBe('Già dentro');
      expect(screen.text('.said .text')).toBe('Alle 20:41, Porta A, da Marta Riva');
      expect(screen.names('.actions button')).toEqual(['Prossimo']);
    });

    it('already in, but not all: how many are still to come, and the button for them', async () => {
      await seeVerdict(PARTLY_IN);

      expect(tone()).toBe('already');
      expect(screen.text('.said .advice')).toBe('Ne mancano 2');
      expect(screen.names('.actions button')).toContain('Fai entrare tutte e 2');
    });

    it('admits the rest of a party: how many are in', async () => {
      await seeVerdict({ ...PARTLY_IN, verdict: 'admit' });

      expect(tone()).toBe('admit');
      expect(screen.text('.said .text')).toBe('2 di 4 già dentro');
    });

    it.each<[Verdict, string]>([
      ['not_confirmed', 'Non confermata'],
      ['reservation_cancelled', 'Prenotazione annullata'],
      ['performance_cancelled', 'Replica annullata'],
    ])('%s: "%s", with what to do', async (verdict, heading) => {
      await seeVerdict({ ...ADMIT, verdict });

      expect(tone()).toBe('refused');
      expect(screen.text('.said h2')).toBe(heading);
      expect(screen.text('.said .advice')).not.toBe('');
      expect(screen.names('.actions button')).toEqual(['Prossimo']);
    });

    it('unknown code', async () => {
      await enter('AAAA-AAAA');
      await screen.answer('POST', PREVIEW, refusalBody('not_found'), 404);
      await screen.shows('Codice sconosciuto');

      expect(tone()).toBe('refused');
      expect(screen.names('.actions button')).toEqual(['Prossimo']);
    });
  });

  describe('another performance', () => {
    const WRONG: Preview = { ...ADMIT, verdict: 'wrong_performance', performance: TOMORROW };

    it('is named, and its door is one deliberate press away', async () => {
      await openDoor(TONIGHT, TOMORROW);
      await seeVerdict(WRONG);
      expect(screen.text('.said .text')).toBe('Notturno per voci, domenica 22 novembre 2026, ore 17:00');
      await screen.press(/Passa alla porta di «Notturno per voci»/);

      const request = await screen.request('POST', PREVIEW);
      expect(request.request.body).toEqual({ reference: 'K7QF-2MXW', performance: 13 });
      request.flush({ ...ADMIT, performance: TOMORROW });
      await screen.shows('Può entrare');
      await screen.hasFocusOn('azl-verdict-screen h2');
    });

    it('offers no door that is not open here', async () => {
      await openDoor(TONIGHT);
      await seeVerdict(WRONG);

      expect(screen.names('.actions button')).toEqual(['Prossimo']);
    });
  });

  describe('admission', () => {
    beforeEach(() => openDoor());

    it('counts, and goes on', async () => {
      await seeVerdict(ADMIT);
      const request = await askToAdmit('Fai entrare tutte e 4');
      const { scan_id: scanId, ...rest } = request.request.body as Record<string, unknown>;
      expect(rest).toEqual({ reference: 'K7QF-2MXW', performance: 12, admit: 4 });
      expect(scanId).toMatch(/^[0-9a-f-]{36}$/);
      request.flush(ADMITTED, { status: 201, statusText: 'Created' });
      await screen.shows('Entrate 4 persone');

      await screen.press('Prossimo');
      const input = await screen.loader.getHarness(MatInputHarness);
      expect(await input.getValue()).toBe('');
    });

    it('can be of fewer', async () => {
      await seeVerdict(ADMIT);
      const [fewer, more] = screen.element.querySelectorAll<HTMLButtonElement>('azl-stepper button');
      expect(more.disabled).toBe(true);
      fewer.click();

      const request = await askToAdmit('Fai entrare 3 di 4');
      expect(request.request.body).toMatchObject({ admit: 3 });
      const { reservation } = ADMITTED;
      request.flush({ ...ADMITTED, admitted: 3, reservation: { ...reservation, admitted: 3, to_come: 1 } });
      await screen.shows('Ne manca 1');
    });

    it('changes its number within the party', async () => {
      await seeVerdict(ADMIT);
      const [fewer, more] = screen.element.querySelectorAll<HTMLButtonElement>('azl-stepper button');
      for (let times = 0; times < 5; times += 1) {
        fewer.click();
        await screen.fixture.whenStable();
      }
      expect(fewer.disabled).toBe(true);
      expect(screen.text('output')).toBe('1');
      more.click();
      await vi.waitFor(() => { expect(screen.text('output')).toBe('2'); });
      await screen.press('Lascia stare');
      expect(screen.element.querySelector('azl-verdict-screen')).toBeNull();
    });

    it('is undone in place', async () => {
      await seeVerdict(ADMIT);
      (await askToAdmit('Fai entrare tutte e 4')).flush(ADMITTED);
      await screen.shows('Entrate 4 persone');
      await screen.press('Annulla l’ingresso');
      await screen.answer('POST', '/api/check-ins/3071/undo/', UNDONE);
      await screen.shows('Ingresso annullato');

      expect(screen.names('.actions button')).toEqual(['Prossimo']);
    });

    it('of someone else a moment earlier is told with time and name', async () => {
      await seeVerdict(ADMIT);
      const facts = { checked_in_at: '2026-11-21T20:49:00+01:00', checked_in_by: 'Marta Riva', admitted: 4, to_come: 0 };
      (await askToAdmit('Fai entrare tutte e 4')).flush(refusalBody('already_checked_in', facts), {
        status: 409,
        statusText: 'Conflict',
      });
      await screen.shows('Già dentro');

      expect(tone()).toBe('already');
      expect(screen.text('.said .text')).toBe('Alle 20:49, Porta A, da Marta Riva');
    });

    it('after the session has ended goes on alone and leads to sign in', async () => {
      await seeVerdict(ADMIT);
      (await askToAdmit('Fai entrare tutte e 4')).flush(refusalBody('not_authenticated'), {
        status: 403,
        statusText: 'Forbidden',
      });
      await screen.answer('POST', '/api/check-ins/performances/12/sync/', refusalBody('not_authenticated'), 403);
      await screen.shows('Sessione scaduta: accedi di nuovo, 1 da inviare');

      expect(screen.text('h2')).toBe('Entrate 4 persone');
    });

    it('for the wrong performance names the right one', async () => {
      await seeVerdict(ADMIT);
      const performance = { id: 13, show_title: 'Notturno per voci', starts_at: TOMORROW.starts_at, starts_label: TOMORROW.starts_label };
      (await askToAdmit('Fai entrare tutte e 4')).flush(refusalBody('wrong_performance', { performance }), {
        status: 409,
        statusText: 'Conflict',
      });
      await screen.shows('È per un’altra replica');

      expect(screen.text('.said .text')).toBe('Notturno per voci, domenica 22 novembre 2026, ore 17:00');
      expect(screen.names('.actions button')).toEqual(['Prossimo']);
    });
  });
});
