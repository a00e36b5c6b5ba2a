import { clockTime } from '../shared/clock';
import { pageLanguage } from '../shared/language';

/** "19:42": what the server says carries the venue's own offset, what the phone notes itself is in its own time. */
export function doorClock(moment: string | number): string {
  if (typeof moment === 'string') return clockTime(moment);
  const language = pageLanguage() === 'en' ? 'en-GB' : pageLanguage();
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(moment);
}
