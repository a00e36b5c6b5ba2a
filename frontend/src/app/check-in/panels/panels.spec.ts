import { MatInputHarness } from '@angular/material/input/testing';

import { CameraView } from '../../../testing/camera-view';
import { FakeCameras, FakeSound, unequip } from '../../../testing/devices';
import { DoorScreen } from '../../../testing/door-screen';
import { ADMIT, ADMITTED, PARTY, refusalBody } from '../../../testing/fixtures';
import { DOORS, type Guest, listOf, PREVIEW, stateOf } from '../../../testing/phone';
import type { DoorState } from '../../api/types';

const GUESTS: readonly Guest[] = [{ id: PARTY.entry, reference: 'K7QF2MXW' }];
const HERE = `${DOORS}12/`;

describe('what is at hand beside the scanning', () => {
  let screen: DoorScreen;
  let view: CameraView;

  beforeEach(() => {
    new FakeCameras();
    new FakeSound();
    view = new CameraView();
  });

  async function open(state: Partial<DoorState> = {}): Promise<void> {
    screen = new DoorScreen();
    await screen.open(GUESTS, state);
  }

  afterEach(() => {
    screen.leave();
    view.end();
    unequip();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    localStorage.clear();
  });

  describe('walk-ups', () => {
    it('are in after two presses, and can be undone', async () => {
      await open();
      await screen.press('Senza prenotazione');
      await screen.press('3 persone');
      const request = await screen.request('POST', `${HERE}walk-ups/`);
      expect(request.request.body).toMatchObject({ party_size: 3 });
      request.flush({ ...ADMITTED, admitted: 3 }, { status: 201, statusText: 'Created' });
      await screen.shows('Entrate 3 persone');

      expect(screen.names('azl-admitted button')).toEqual(['Annulla l’ingresso', 'Prossimo']);
    });

    it('that find no seats are told how many are left', async () => {
      await open();
      await screen.press('Senza prenotazione');
      await screen.press('6 persone');
      await screen.answer('POST', `${HERE}walk-ups/`, refusalBody('not_enough_seats', { seats_available: 2 }), 409);
      await screen.shows('Non ci sono posti');

      expect(screen.names('.keys button')).toHaveLength(6);
    });

    it('wait for the network', async () => {
      await open();
      await screen.leavesNetwork();
      await screen.press('Senza prenotazione');

      await screen.shows('Senza rete non si può');
    });
  });

  it('finds a name and asks first', async () => {
    await open();
    await screen.press('Cerca un nome');
    await (await screen.loader.getHarness(MatInputHarness)).setValue('ros');
    await screen.press('Cerca');
    await screen.answer('GET', HERE, { people: [PARTY] });
    await screen.press(/^Giulia Rossi/);
    const request = await screen.request('POST', PREVIEW);
    expect(request.request.body).toEqual({ entry: PARTY.entry, performance: 12 });
    request.flush(ADMIT);

    await screen.shows('Può entrare');
    expect(screen.names('azl-verdict-screen button')).toContain('Fai entrare tutte e 4');
  });

  describe('unclaimed places', () => {
    const OFFERED = { is_offered: true, people: 9, released: 0 };
    const DONE = { is_offered: true, people: 0, released: 9 };

    it('are released after one question, and taken back', async () => {
      await open({ release: OFFERED });
      await screen.press('Libera 9 posti non reclamati');
      await screen.press('Sì, libera 9 posti');
      await screen.answer('POST', `${HERE}release/`, { released: 9, state: stateOf(GUESTS, { release: DONE }) });
      await screen.shows('Liberati 9 posti');
      await screen.press('Riprendi');
      const state = stateOf(GUESTS, { release: OFFERED });
      await screen.answer('POST', `${HERE}release/undo/`, { taken_back: 9, still_released: 0, state });

      await screen.shows('Libera 9 posti non reclamati');
    });

    it('that cannot be released now leave the question open', async () => {
      await open({ release: OFFERED });
      await screen.press('Libera 9 posti non reclamati');
      await screen.press('Sì, libera 9 posti');
      await screen.answer('POST', `${HERE}release/`, refusalBody('busy'), 503);
      await screen.shows('Un momento');

      expect(screen.text('h2')).toBe('Liberare 9 posti?');
      await screen.press('Indietro');
      await screen.shows('Codice o indirizzo del pass');
    });

    it('are not offered while the setting is off', async () => {
      await open({ release: { is_offered: false, people: 9, released: 0 } });

      expect(screen.text()).not.toContain('Libera 9');
    });
  });

  it('clears the house and gives the page of the stage', async () => {
    await open();
    await screen.press('Altro');
    await screen.press('Pubblico in sala');
    await screen.press('Sì, si può cominciare');
    await screen.answer(
      'POST',
      `${HERE}house-clear/`,
      { at: '2026-11-21T21:04:00+01:00', admitted: 61, to_come: 23, late: 3, stage_url: '/stage/t0ken/' },
      201,
    );
    await screen.shows('Pubblico in sala alle 21:04');

    expect(screen.texts('azl-house-clear dl > div')).toEqual(['Dentro 61', 'Fuori 23', 'In ritardo 3']);
    expect(screen.button('Pagina per chi dirige la scena').getAttribute('href')).toBe('/stage/t0ken/');
  });

  it('mutes the sound', async () => {
    await open();
    await screen.press('Altro');
    await screen.press('Togli il suono');

    expect(screen.button('Rimetti il suono')).toBeDefined();
  });

  it('names the phone in its test', async () => {
    await open();
    await screen.press('Altro');
    await screen.press('Prova il telefono');
    await (await screen.loader.getHarness(MatInputHarness)).setValue('Scala B');
    await screen.press('Apri la porta');
    await screen.press('Altro');
    await screen.press('Prova il telefono');

    expect(await (await screen.loader.getHarness(MatInputHarness)).getValue()).toBe('Scala B');
  });

  describe('practice', () => {
    async function start(): Promise<void> {
      await open();
      await screen.press('Altro');
      await screen.press('Inizia un’esercitazione');
      const invented = await listOf([{ id: 1, reference: 'K7QF2MXW', name: 'Ada Prova' }], { performance: 0 });
      await screen.answer('GET', '/api/check-ins/practice/', invented);
      await screen.shows('Esercitazione: nessuno viene contato');
    }

    it('is marked on every screen, and ends', async () => {
      await start();
      expect(screen.element.classList).toContain('practice');
      expect(screen.text('azl-door-bar')).not.toContain('Il corpo che resta');
      await screen.wedge('K7QF-2MXW');
      await screen.shows('Ada Prova');
      expect(screen.text('azl-practice-band')).toContain('Esercitazione');
      await screen.press('Termina');

      await screen.shows('Il corpo che resta');
      expect(screen.element.classList).not.toContain('practice');
    });

    it('lets in walk-ups and finds names without any network', async () => {
      await start();
      await screen.press('Senza prenotazione');
      await screen.press('2 persone');
      await screen.shows('Entrate 2 persone');
      await screen.press('Prossimo');
      await screen.press('Cerca un nome');
      await (await screen.loader.getHarness(MatInputHarness)).setValue('ada');
      await screen.press('Cerca');

      await screen.shows('Ada Prova');
    });

    it('ends from the menu, too', async () => {
      await start();
      await screen.press('Altro');
      await screen.press('Termina l’esercitazione');

      await screen.shows('Il corpo che resta');
    });
  });

  it('does not let anybody sign out while admissions are unsent', async () => {
    await open();
    await screen.leavesNetwork();
    await screen.wedge('K7QF-2MXW');
    await screen.shows('Entrate 4 persone');
    const form = document.createElement('form');
    form.setAttribute('data-door-sign-out', '');
    document.body.append(form);
    form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    (await screen.request('POST', `${HERE}sync/`)).error(new ProgressEvent('error'));

    await screen.shows('Non puoi ancora uscire: 1 ingresso è da inviare');
    form.remove();
  });
});
