import { IN_ALREADY, MAY_ENTER, NAMELESS, ROSSI } from '../../../testing/door-fixtures';
import { Screen } from '../../../testing/screen';
import type { DoorVerdict, VerdictKind } from '../scene';
import { type Asked, VerdictScreen } from './verdict-screen';

describe('the verdict screen', () => {
  let screen: Screen<VerdictScreen>;

  function show(verdict: DoorVerdict, inputs: Record<string, unknown> = {}): void {
    screen = new Screen(VerdictScreen, { verdict, ...inputs });
  }

  afterEach(() => { screen.leave(); });

  const tone = (): string => screen.element.className;

  it('asks how many, and tells who they are and what they need', async () => {
    show(MAY_ENTER, { canAdmit: 4 });

    expect(tone()).toBe('admit');
    expect(screen.text('.said')).toBe(
      'Può entrare 4 persone Giulia Rossi K7QF-2MXW Sedia a rotelle Accompagnatore',
    );
    expect(screen.element.querySelectorAll('li svg')).toHaveLength(2);
    expect(screen.names('.actions button')).toEqual([
      'Una persona in meno', 'Una persona in più', 'Lascia stare', 'Fai entrare tutte e 4',
    ]);
    await screen.hasFocusOn('h2');
  });

  it('does without a name as long as the phone alone has judged', () => {
    show(NAMELESS, { canAdmit: 4 });

    expect(screen.text('.said')).toBe('Può entrare 4 persone');
  });

  it('lets in fewer, never less than one nor more than are outside', async () => {
    show(MAY_ENTER, { canAdmit: 2 });
    const asked: Asked[] = [];
    screen.fixture.componentInstance.admitted.subscribe((one) => asked.push(one));
    await screen.press('Una persona in meno');
    expect((screen.button('Una persona in meno') as HTMLButtonElement).disabled).toBe(true);

    await screen.press('Fai entrare 1 di 2');
    await screen.press('Una persona in più');
    expect((screen.button('Una persona in più') as HTMLButtonElement).disabled).toBe(true);
    await screen.press('Fai entrare tutte e 2');
    expect(asked).toEqual([{ people: 1, reclaim: false }, { people: 2, reclaim: false }]);
  });

  it('needs no stepper for one', () => {
    show({ ...MAY_ENTER, party: { ...ROSSI, partySize: 1, toCome: 1 } }, { canAdmit: 1 });

    expect(screen.names('.actions button')).toEqual(['Lascia stare', 'Fai entrare 1 persona']);
  });

  it('tells when, where and by whom they came in, and goes on', async () => {
    show(IN_ALREADY);
    const left = vi.fn();
    screen.fixture.componentInstance.left.subscribe(left);

    expect(tone()).toBe('already');
    expect(screen.text('.text')).toBe('Alle 20:41, Ingresso, da Marta Riva');
    expect(screen.text('.party')).toBe('Giulia Rossi 4 persone · K7QF-2MXW');
    await screen.press('Prossimo');
    expect(left).toHaveBeenCalledOnce();
  });

  it('admits the rest of those who are in', () => {
    show({ ...IN_ALREADY, party: { ...ROSSI, admitted: 3, toCome: 1 } }, { canAdmit: 1 });

    expect(screen.text('.advice')).toBe('Ne manca 1');
    expect(screen.names('.actions button')).toContain('Fai entrare 1 persona');
  });

  it.each<[VerdictKind, string]>([
    ['not_confirmed', 'Non confermata'],
    ['reservation_cancelled', 'Prenotazione annullata'],
    ['reservation_expired', 'Prenotazione scaduta'],
    ['performance_cancelled', 'Replica annullata'],
    ['wrong_performance', 'È per un’altra replica'],
    ['unknown', 'Codice sconosciuto'],
    ['not_on_list', 'Non è in questo elenco'],
    ['seats_released', 'Posti liberati'],
  ])('refuses %s: "%s", with the reason and what to do', (kind, heading) => {
    show({ kind, source: 'phone', isCorrection: false });

    expect(tone()).toBe('refused');
    expect(screen.text('h2')).toBe(heading);
    expect(screen.text('.advice')).not.toBe('');
    expect(screen.names('.actions button')).toEqual(['Prossimo']);
  });

  it('takes places back while some are left', async () => {
    show({ ...MAY_ENTER, kind: 'seats_released', seatsAvailable: 2 }, { canAdmit: 2 });
    const asked: Asked[] = [];
    screen.fixture.componentInstance.admitted.subscribe((one) => asked.push(one));

    expect(screen.text('.advice')).toBe('Posti ancora liberi: 2.');
    await screen.press('Riprendi i posti e fai entrare 2 persone');
    expect(asked).toEqual([{ people: 2, reclaim: true }]);
  });

  it('leads to the door that the code is for', async () => {
    const other = { id: 13, title: 'Notturno per voci', startsLabel: 'domenica 22 novembre 2026, ore 17:00' };
    show({ kind: 'wrong_performance', other, source: 'phone', isCorrection: false }, { canSwitch: true });
    const switched = vi.fn();
    screen.fixture.componentInstance.switched.subscribe(switched);

    expect(screen.text('.text')).toBe('Notturno per voci, domenica 22 novembre 2026, ore 17:00');
    await screen.press(/^Passa alla porta di «Notturno per voci»/);
    expect(switched).toHaveBeenCalledOnce();
  });

  it('says loudly when the server turns it over, and is read again', async () => {
    show(MAY_ENTER, { canAdmit: 4 });
    screen.button('Lascia stare').focus();
    screen.fixture.componentRef.setInput('verdict', { ...IN_ALREADY, isCorrection: true });
    screen.fixture.componentRef.setInput('canAdmit', 0);
    await screen.shows('Il server dice altro');

    expect(tone()).toBe('already');
    await screen.hasFocusOn('h2');
  });

  it('tells the rule for latecomers to those who may still come in', async () => {
    show(MAY_ENTER, { canAdmit: 4, latecomerRule: 'Si entra dopo il primo quadro.' });
    expect(screen.text('.late')).toBe('A spettacolo iniziato Si entra dopo il primo quadro.');

    screen.fixture.componentRef.setInput('canAdmit', 0);
    await screen.settle();
    expect(screen.text('.late')).toBe('');
  });
});
