import type { Mounted } from '../../elements/define';
import { BookingApi } from '../api/booking-api';
import { application } from '../shared/application';
import { mountView } from '../shared/mount';
import { Booking, type FetchedPerformances } from './booking';

/** Fetches the dates first: what the server wrote stays until the view has something to show instead. */
export async function mount(host: HTMLElement): Promise<Mounted> {
  const { injector } = await application();
  const show = host.getAttribute('show') ?? '';
  const answer = await injector.get(BookingApi).performancesOf(show);
  const fetched: FetchedPerformances = { show, answer };
  return mountView(Booking, host, ['show', 'privacy'], { fetched });
}
