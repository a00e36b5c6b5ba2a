import { Screen } from '../../../testing/screen';
import { Menu, type MenuChoice } from './menu';

describe('the menu', () => {
  let screen: Screen<Menu>;
  let chosen: MenuChoice[];

  function show(inputs: Record<string, unknown> = {}): void {
    chosen = [];
    screen = new Screen(Menu, inputs);
    screen.fixture.componentInstance.chose.subscribe((choice) => chosen.push(choice));
  }

  afterEach(() => { screen.leave(); });

  it('has what is needed seldom', async () => {
    show();
    for (const name of screen.names('button.row')) await screen.press(name);

    expect(screen.names('.row')).toEqual([
      'Pubblico in sala', 'Prova il telefono', 'Togli il suono', 'Inizia un’esercitazione', 'Foglio con i codici finti',
    ]);
    expect(chosen).toEqual(['house-clear', 'self-test', 'sound', 'start-practice']);
    expect(screen.element.querySelector('a')!.getAttribute('href')).toBe('/check-in/practice/');
  });

  it('ends the practice, which clears no house', async () => {
    show({ isPractice: true, isMuted: true });
    expect(screen.names('button.row')).toEqual(['Prova il telefono', 'Rimetti il suono', 'Termina l’esercitazione']);

    await screen.press('Termina l’esercitazione');
    expect(chosen).toEqual(['end-practice']);
  });

  it('clears no house without a performance, and leads back', async () => {
    show({ hasPerformance: false });
    const left = vi.fn();
    screen.fixture.componentInstance.left.subscribe(left);

    expect(screen.names('button.row')).not.toContain('Pubblico in sala');
    await screen.press('Indietro');
    expect(left).toHaveBeenCalledOnce();
  });
});
