import { Screen } from '../../../testing/screen';
import { Release } from './release';

describe('the release of unclaimed places', () => {
  it.each([
    [9, 'Liberare 9 posti?', 'Sì, libera 9 posti'],
    [1, 'Liberare 1 posto?', 'Sì, libera 1 posto'],
  ])('of %i is asked once', async (people, heading, yes) => {
    const screen = new Screen(Release, { people });
    const done: string[] = [];
    screen.fixture.componentInstance.confirmed.subscribe(() => done.push('yes'));
    screen.fixture.componentInstance.left.subscribe(() => done.push('no'));

    expect(screen.text('h2')).toBe(heading);
    await screen.press(yes);
    await screen.press('Indietro');
    expect(done).toEqual(['yes', 'no']);
    screen.leave();
  });
});
