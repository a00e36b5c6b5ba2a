import { admission, MAY_ENTER, ROSSI } from '../../../testing/door-fixtures';
import { Screen } from '../../../testing/screen';
import { Admitted } from './admitted';

const ALL_IN = { ...MAY_ENTER, party: { ...ROSSI, admitted: 4, toCome: 0 } };

describe('a party that has been let in', () => {
  let screen: Screen<Admitted>;
  let done: string[];

  function show(inputs: Record<string, unknown>): void {
    screen = new Screen(Admitted, { verdict: ALL_IN, admission: admission(4), ...inputs });
    const { undid, fewer, left } = screen.fixture.componentInstance;
    undid.subscribe(() => done.push('undo'));
    fewer.subscribe(() => done.push('fewer'));
    left.subscribe(() => done.push('left'));
  }

  beforeEach(() => {
    done = [];
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
    screen.leave();
  });

  async function pass(seconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    screen.fixture.detectChanges();
  }

  it('is told by its number, name and needs', () => {
    show({});

    expect(screen.element.className).toBe('admit');
    expect(screen.text('.said')).toBe('Entrate 4 persone Giulia Rossi Sedia a rotelle Accompagnatore');
    expect(screen.text('h2 b')).toBe('4');
  });

  it('can be undone, or be fewer, for ten seconds that are seen', async () => {
    show({});
    expect(screen.names('.actions button')).toEqual(['Meno persone', 'Annulla l’ingresso', 'Prossimo']);
    screen.button('Meno persone').click();
    screen.button('Annulla l’ingresso').click();
    expect(done).toEqual(['fewer', 'undo']);
    expect(screen.text('.seconds')).toBe('10 s');
    await pass(3);
    expect(screen.text('.seconds')).toBe('7 s');

    await pass(7);
    expect(screen.names('.actions button')).toEqual(['Prossimo']);
    expect(screen.text('.advice')).toBe('Adesso lo annulla solo la biglietteria.');
  });

  it('stays until somebody goes on, and keeps the focus of the button that went away', async () => {
    show({});
    screen.button('Annulla l’ingresso').focus();
    await pass(11);

    expect(done).toEqual([]);
    expect(document.activeElement).toBe(screen.element.querySelector('h2'));
    screen.button('Prossimo').click();
    expect(done).toEqual(['left']);
  });

  it('leaves the focus where it is when no button takes it away', async () => {
    show({});
    screen.button('Prossimo').focus();
    await pass(11);

    expect(document.activeElement).toBe(screen.button('Prossimo'));
  });

  it('makes room by itself beside a camera', async () => {
    show({ leavesByItself: true });
    await pass(9);
    expect(done).toEqual([]);
    await pass(2);

    expect(done).toEqual(['left']);
  });

  it('waits for an undo that is on its way', async () => {
    show({ leavesByItself: true, isWaiting: true });
    await pass(11);

    expect(done).toEqual([]);
  });

  it('tells how many are still outside, and the rule for latecomers', () => {
    show({
      verdict: { ...MAY_ENTER, party: { ...ROSSI, admitted: 3, toCome: 1, needs: [] } },
      admission: admission(3),
      latecomerRule: 'Si entra dopo il primo quadro.',
    });

    expect(screen.text('.said')).toBe(
      'Entrate 3 persone Giulia Rossi Ne manca 1 A spettacolo iniziato Si entra dopo il primo quadro.',
    );
  });

  it.each([
    ['one', { admission: admission(1) }],
    ['walk-ups, who have no code to ask again', { canBeFewer: false }],
  ])('cannot be fewer than %s', (_, inputs) => {
    show(inputs);

    expect(screen.names('.actions button')).toEqual(['Annulla l’ingresso', 'Prossimo']);
  });

  it('that was taken back may come in again', () => {
    show({ isUndone: true });

    expect(screen.element.className).toBe('');
    expect(screen.text('.said')).toBe('Ingresso annullato La prenotazione può entrare di nuovo. Giulia Rossi');
    expect(screen.names('.actions button')).toEqual(['Prossimo']);
  });

  it('without a reservation gives its seats back', () => {
    show({ isUndone: true, canBeFewer: false });

    expect(screen.text('.text')).toBe('I posti sono di nuovo liberi.');
  });
});
