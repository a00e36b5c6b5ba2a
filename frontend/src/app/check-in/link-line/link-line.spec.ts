import { Screen } from '../../../testing/screen';
import type { Link } from '../scene';
import { LinkLine } from './link-line';

const ONLINE: Link = { aloneSince: null, waiting: 0, needsSignIn: false };
const AT_19_31 = new Date(2026, 10, 21, 19, 31).getTime();

describe('how the phone stands to the server', () => {
  it.each<[string, Link, number]>([
    ['', ONLINE, 0],
    ['3 da inviare', { ...ONLINE, waiting: 3 }, 0],
    ['Da solo dalle 19:31', { ...ONLINE, aloneSince: AT_19_31 }, 0],
    ['Da solo dalle 19:31 · 14 da inviare', { ...ONLINE, aloneSince: AT_19_31, waiting: 14 }, 0],
    ['Sessione scaduta: accedi di nuovo', { ...ONLINE, needsSignIn: true }, 0],
    ['Sessione scaduta: accedi di nuovo, 14 da inviare', { ...ONLINE, needsSignIn: true, waiting: 14 }, 0],
    ['1 ingresso doppio: lo vede la biglietteria', ONLINE, 1],
    ['2 ingressi doppi: li vede la biglietteria', ONLINE, 2],
  ])('says "%s"', (words, link, conflicts) => {
    const screen = new Screen(LinkLine, { link, conflicts, signInAddress: '/login/?next=%2Fcheck-in%2F' });

    expect(screen.text()).toBe(words);
    const address = screen.element.querySelector('a')?.getAttribute('href');
    expect(address).toBe(link.needsSignIn ? '/login/?next=%2Fcheck-in%2F' : undefined);
    screen.leave();
  });
});
