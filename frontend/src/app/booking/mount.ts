import type { Mounted } from '../../elements/define';
import { BookingApi } from '../api/booking-api';
import type { Answer } from '../api/refusal';
import type { Performance, PerformanceList } from '../api/types';
import { application } from '../shared/application';
import { mountView } from '../shared/mount';
import { Booking, type FetchedPerformances } from './booking';

/**
 * Fetches the dates first: what the server wrote stays until the view has something to show instead,
 * and for good when there is nothing. `ahead` is the answer that was asked for while this was loading.
 */
export async function mount(host: HTMLElement, ahead?: Promise<Response | undefined>): Promise<Mounted> {
  const { injector } = await application();
  const show = host.getAttribute('show') ?? '';
  const answer = (await answerAhead(ahead)) ?? (await injector.get(BookingApi).performancesOf(show));
  if (answer.refusal) throw new Error(answer.refusal.code);
  const fetched: FetchedPerformances = { show, answer };
  return mountView(Booking, host, ['show', 'privacy', 'consent', 'note', 'performance'], { fetched });
}

/** Nothing where the answer is not a good one: it is then asked for again, with the patience of every call. */
async function answerAhead(ahead?: Promise<Response | undefined>): Promise<Answer<readonly Performance[]> | undefined> {
  const response = await ahead;
  if (!response?.ok) return undefined;
  const { results } = (await response.json()) as PerformanceList;
  return { value: results };
}
