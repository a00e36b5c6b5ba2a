import { defineLazy } from './elements/define';

defineLazy('azl-booking', ['show', 'privacy'], 'visible', () => import('./app/booking/mount'));
defineLazy('azl-check-in', ['code', 'performance'], 'now', () => import('./app/check-in/mount'));
