import type { Mounted } from '../../elements/define';
import { mountView } from '../shared/mount';
import { CheckIn } from './check-in';

/** The address says which door, `?performance=12`: the copy of the page that is kept is one for all of them. */
export function mount(host: HTMLElement): Promise<Mounted> {
  const asked = new URLSearchParams(location.search).get('performance');
  if (asked) host.setAttribute('performance', asked);
  return mountView(CheckIn, host, ['code', 'performance']);
}
