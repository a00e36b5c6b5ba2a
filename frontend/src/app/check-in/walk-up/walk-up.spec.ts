import { Screen } from '../../../testing/screen';
import { WalkUp } from './walk-up';

describe('walk-ups', () => {
  let screen: Screen<WalkUp>;
  let chosen: number[];

  function show(inputs: Record<string, unknown>): void {
    screen = new Screen(WalkUp, { free: 12, ...inputs });
    screen.fixture.componentInstance.chose.subscribe((people) => chosen.push(people));
  }

  beforeEach(() => { chosen = []; });

  afterEach(() => { screen.leave(); });

  it('are let in by one press on their number', async () => {
    show({});
    expect(screen.names('.keys button')).toEqual([
      '1 persona', '2 persone', '3 persone', '4 persone', '5 persone', '6 persone',
    ]);
    await screen.press('3 persone');

    expect(chosen).toEqual([3]);
    expect(screen.text()).toContain('Sono liberi 12 posti.');
  });

  it('are let in once, however often the key is pressed', async () => {
    show({ isWaiting: true });
    await screen.press('3 persone');

    expect(chosen).toEqual([]);
  });

  it.each([
    [1, 'È libero 1 posto.'],
    [0, 'Non ci sono posti liberi.'],
  ])('with %i free seats', (free, words) => {
    show({ free });

    expect(screen.text()).toContain(words);
  });

  it('need the network: without it the screen says why, and what to do', async () => {
    show({ isAlone: true });
    const left = vi.fn();
    screen.fixture.componentInstance.left.subscribe(left);

    expect(screen.text('azl-notice')).toContain('Senza rete non si può');
    expect(screen.element.querySelector('.keys')).toBeNull();
    await screen.press('Indietro');
    expect(left).toHaveBeenCalledOnce();
  });
});
