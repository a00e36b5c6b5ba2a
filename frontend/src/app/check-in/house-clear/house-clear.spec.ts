import { equip, unequip } from '../../../testing/devices';
import { Screen } from '../../../testing/screen';
import { HouseClear } from './house-clear';

const NUMBERS = { inside: 61, outside: 23 };
const CLEARED = { ...NUMBERS, late: 3, clearedAt: '2026-11-21T21:04:00+01:00', stageUrl: '/stage/t0ken/' };

describe('house clear', () => {
  let screen: Screen<HouseClear>;

  function show(inputs: Record<string, unknown>): void {
    screen = new Screen(HouseClear, inputs);
  }

  afterEach(() => {
    screen.leave();
    unequip();
  });

  it('asks once, with the numbers', async () => {
    show(NUMBERS);
    const done = vi.fn();
    screen.fixture.componentInstance.confirmed.subscribe(done);

    expect(screen.texts('dl > div')).toEqual(['Dentro 61', 'Fuori 23']);
    expect(screen.text('h2')).toBe('Il pubblico è in sala?');
    await screen.press('Sì, si può cominciare');
    expect(done).toHaveBeenCalledOnce();
  });

  it('reaches nobody without network, and says what to do', async () => {
    show({ ...NUMBERS, isAlone: true });
    const left = vi.fn();
    screen.fixture.componentInstance.left.subscribe(left);

    expect(screen.text('azl-notice')).toContain('Dillo a voce');
    expect(screen.names('button')).toEqual(['Indietro']);
    await screen.press('Indietro');
    expect(left).toHaveBeenCalledOnce();
  });

  it('then tells who is late, and gives the page of the stage', () => {
    show(CLEARED);

    expect(screen.text('h2')).toBe('Pubblico in sala alle 21:04');
    expect(screen.texts('dl > div')).toEqual(['Dentro 61', 'Fuori 23', 'In ritardo 3']);
    expect(screen.button('Pagina per chi dirige la scena').getAttribute('href')).toBe('/stage/t0ken/');
  });

  it('has no page to give where the server gave none', () => {
    show({ ...CLEARED, stageUrl: '' });

    expect(screen.names('button, a')).toEqual(['Indietro']);
  });

  it('copies the link of the stage', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    equip({ clipboard: { writeText } });
    show(CLEARED);
    await screen.press('Copia il link');

    expect(writeText).toHaveBeenCalledWith(`${location.origin}/stage/t0ken/`);
    await screen.shows('Link copiato');
  });

  it('sends the link where the phone can', async () => {
    const share = vi.fn(() => Promise.reject(new DOMException('', 'AbortError'))); // chosen nobody
    equip({ share });
    show(CLEARED);
    await screen.press('Manda il link');

    expect(share).toHaveBeenCalledOnce();
    expect(screen.text()).not.toContain('Link copiato');
  });
});
