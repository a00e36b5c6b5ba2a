import { MatInputHarness } from '@angular/material/input/testing';

import { PARTY } from '../../../testing/fixtures';
import { Screen } from '../../../testing/screen';
import type { Answer, Refusal } from '../../api/refusal';
import type { Party } from '../../api/types';
import { Search } from './search';

const BUSY: Refusal = { code: 'busy', detail: '', facts: {}, fields: [], retryAfterSeconds: null };

describe('the search for a name', () => {
  let screen: Screen<Search>;
  let asked: string[];
  let answer: (found: Answer<readonly Party[]>) => void;

  function show(inputs: Record<string, unknown> = {}): void {
    asked = [];
    const find = (text: string): Promise<Answer<readonly Party[]>> => {
      asked.push(text);
      return new Promise((resolve) => { answer = resolve; });
    };
    screen = new Screen(Search, { find, ...inputs });
  }

  afterEach(() => { screen.leave(); });

  async function type(text: string): Promise<void> {
    await (await screen.loader.getHarness(MatInputHarness)).setValue(text);
    screen.element.querySelector('form')!.requestSubmit();
    await screen.settle();
  }

  it('gives large rows, and the one that is pressed', async () => {
    show();
    const chosen: Party[] = [];
    screen.fixture.componentInstance.chose.subscribe((party) => chosen.push(party));
    await type(' ros ');
    expect(asked).toEqual(['ros']);
    expect(screen.names('form button')).toEqual(['Cerchiamo…']);
    answer({ value: [PARTY, { ...PARTY, reference: 'ZZZZ-2222', admitted: 2 }] });
    await screen.shows('Giulia Rossi');

    expect(screen.texts('.party')).toEqual([
      'Giulia Rossi 4 persone · K7QF-2MXW',
      'Giulia Rossi 4 persone · ZZZZ-2222 · 2 di 4 già dentro',
    ]);
    screen.element.querySelector<HTMLElement>('.party')!.click();
    expect(chosen).toEqual([PARTY]);
  });

  it('asks for three letters first', async () => {
    show();
    await type('ro');

    expect(asked).toEqual([]);
    expect(screen.text('mat-error')).toBe('Almeno tre lettere');
    await screen.hasFocusOn('input');
  });

  it('asks one question at a time', async () => {
    show();
    await type('ros');
    await type('ross');

    expect(asked).toEqual(['ros']);
  });

  it('says when there is nobody, and when there may be more', async () => {
    show();
    await type('xyz');
    answer({ value: [] });
    await screen.shows('Nessuno con questo nome');

    await type('ros');
    answer({ value: Array.from({ length: 10 }, (_, index) => ({ ...PARTY, reference: `K7QF-2MX${index}` })) });
    await screen.shows('scrivi più lettere');
    expect(screen.texts('.party')).toHaveLength(10);
  });

  it('says when it is refused', async () => {
    show();
    await type('ros');
    answer({ refusal: BUSY });
    await screen.shows('Un momento');

    expect(screen.element.querySelector('.party')).toBeNull();
  });

  it('needs the network: the phone holds no names', async () => {
    show({ isAlone: true });
    const left = vi.fn();
    screen.fixture.componentInstance.left.subscribe(left);

    expect(screen.text('azl-notice')).toContain('Prendi la lista di carta');
    expect(screen.element.querySelector('form')).toBeNull();
    await screen.press('Indietro');
    expect(left).toHaveBeenCalledOnce();
  });
});
