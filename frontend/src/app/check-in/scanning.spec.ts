import { CameraView } from '../../testing/camera-view';
import { equip, FakeCameras, FakeSound, unequip } from '../../testing/devices';
import { DoorScreen } from '../../testing/door-screen';
import { ADMITTED, PARTY, refusalBody } from '../../testing/fixtures';
import { CHECK_INS, type Guest, PREVIEW, SYNC } from '../../testing/phone';
import type { CheckInRecord } from '../api/types';

const GUESTS: readonly Guest[] = [
  { id: 1, token: 'good', reference: 'K7QF2MXW', needs: ['wheelchair'] },
  { id: 2, token: 'in', admitted: 4, last_at: '2026-11-21T20:30:00+01:00', last_device: 'Porta B' },
];
const IN: CheckInRecord = { ...ADMITTED, reservation: { ...PARTY, entry: 1, admitted: 4, to_come: 0 } };
const GOOD = 'https://theatre.example/r/good';
const TAKEN = 'https://theatre.example/r/in';

describe('scanning', () => {
  let screen: DoorScreen;
  let cameras: FakeCameras;
  let view: CameraView;
  let sound: FakeSound;
  let patterns: number[][];

  beforeEach(async () => {
    cameras = new FakeCameras();
    view = new CameraView();
    sound = new FakeSound();
    patterns = [];
    equip({ vibrate: (pattern: number[]) => patterns.push(pattern) });
    screen = new DoorScreen();
    await screen.open(GUESTS);
  });

  afterEach(() => {
    screen.leave();
    view.end();
    unequip();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    localStorage.clear();
  });

  async function startCamera(): Promise<void> {
    await screen.press('Scansiona');
    await vi.waitFor(() => { expect(view.isWatched).toBe(true); });
  }

  async function see(...codes: string[]): Promise<void> {
    view.see(...codes);
    await view.next();
  }

  it('lets in all who are outside, tells it by screen, sound and vibration, and goes on reading', async () => {
    await startCamera();
    await see(GOOD);
    await screen.answer('POST', CHECK_INS, IN, 201);
    await screen.shows('Entrate 4 persone');
    await screen.shows('Giulia Rossi');

    expect(screen.element.classList).toContain('fills-screen');
    expect(screen.counts[0]).toBe('Dentro 65');
    await vi.waitFor(() => { expect(patterns).toEqual([[80]]); });
    expect(sound.played).toHaveLength(1);
    expect(screen.element.querySelector('azl-scanner.small video')).not.toBeNull();
    await see(TAKEN);
    await screen.answer('POST', PREVIEW, refusalBody('not_found'), 404);
    await screen.shows('Codice sconosciuto');
    await vi.waitFor(() => { expect(patterns.at(-1)).toEqual([500]); });
    expect(cameras.asked).toHaveLength(1);
  });

  it('tells the phone’s own verdict while the server takes its time, and a correction loudly', async () => {
    await startCamera();
    await see(GOOD);
    await screen.shows('Entrate 4 persone');
    await vi.waitFor(() => { expect(patterns).toEqual([[80]]); });
    await screen.answer('POST', CHECK_INS, refusalBody('already_checked_in', { admitted: 4, to_come: 0 }), 409);
    await screen.shows('Il server dice altro');

    await vi.waitFor(() => { expect(patterns).toEqual([[80], [110, 90, 110]]); });
    expect(screen.element.querySelector('azl-verdict-screen')!.className).toBe('already');
  });

  it('knows somebody else’s code without asking anybody', async () => {
    await startCamera();
    await see('WIFI:T:WPA;S:foyer;P:secret;;');
    await screen.shows('Codice sconosciuto');

    expect(screen.isAsking('POST', PREVIEW)).toBe(false);
    await screen.press('Prossimo');
    expect(screen.element.querySelector('azl-verdict-screen')).toBeNull();
    expect(screen.element.querySelector('azl-scanner')!.className).toBe('');
  });

  it('takes what a hardware scanner types, wherever the focus is', async () => {
    await screen.wedge(GOOD);
    await screen.answer('POST', CHECK_INS, IN, 201);

    await screen.shows('Entrate 4 persone');
  });

  it('closes another screen for a hardware scanner, but not the test of the phone', async () => {
    await screen.press('Prova il telefono');
    await screen.shows('Apri la porta');
    await screen.wedge(GOOD);
    expect(screen.isAsking('POST', CHECK_INS)).toBe(false);
    await screen.press('Indietro');
    await screen.press('Altro');
    await screen.shows('Inizia un’esercitazione');
    await screen.wedge(GOOD);
    await screen.answer('POST', CHECK_INS, IN, 201);

    await screen.shows('Entrate 4 persone');
    expect(screen.text()).not.toContain('Inizia un’esercitazione');
  });

  it('hides the picture behind another screen and reads nothing there', async () => {
    await startCamera();
    await screen.press('Altro');
    expect(screen.element.querySelector('.camera')!.classList).toContain('hidden');
    await see(GOOD);

    expect(screen.isAsking('POST', CHECK_INS)).toBe(false);
    await screen.press('Indietro');
    expect(screen.element.querySelector('.camera')!.classList).not.toContain('hidden');
  });

  it('begins from the test of the phone, and ends with the button', async () => {
    await screen.press('Prova il telefono');
    await screen.press('Apri la porta');
    await vi.waitFor(() => { expect(view.isWatched).toBe(true); });
    expect(screen.names('azl-desk button')).not.toContain('Scansiona');
    await screen.press('Ferma la fotocamera');

    expect(screen.names('azl-desk button')).toContain('Scansiona');
  });

  it('goes on alone without network, and says so quietly', async () => {
    await startCamera();
    await screen.leavesNetwork();
    await see(GOOD);
    await screen.shows('Entrate 4 persone');

    (await screen.request('POST', SYNC)).error(new ProgressEvent('error'));
    await screen.shows('1 da inviare');
    await see('https://theatre.example/r/nobody-knows');
    await screen.shows('Non è in questo elenco');
  });

  it('tells the rule for latecomers once the curtain is up', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2030-01-01T00:00:00Z'));
    await screen.wedge(GOOD);
    await screen.answer('POST', CHECK_INS, IN, 201);

    await screen.shows('Si entra all’intervallo.');
  });
});
