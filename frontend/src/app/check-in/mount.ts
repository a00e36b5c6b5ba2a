import type { Mounted } from '../../elements/define';
import { mountView } from '../shared/mount';
import { CheckIn } from './check-in';

export function mount(host: HTMLElement): Promise<Mounted> {
  return mountView(CheckIn, host, ['code', 'performance']);
}
