import { ask, preload } from './elements/ahead';
import { defineLazy } from './elements/define';

const BOOKS = 'a[href$="#book"], [data-books]';

defineLazy('azl-booking', ['show', 'privacy', 'performance'], { near: true, wantedBy: BOOKS }, (host) => {
  preload(host);
  const dates = ask(`/api/performances/?show=${encodeURIComponent(host.getAttribute('show') ?? '')}`);
  return import('./app/booking/mount').then(({ mount }) => ({ mount: (element) => mount(element, dates) }));
});
defineLazy('azl-check-in', ['code', 'performance'], {}, () => import('./app/check-in/mount'));
