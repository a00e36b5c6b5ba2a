import { pageLanguage } from './language';

/**
 * Times of the API carry the venue's own offset, and people at the venue live by its clock. So
 * what is written before the offset is shown, whatever time zone the device is in.
 */
function atVenue(iso: string): Date {
  return new Date(`${iso.slice(0, 19)}Z`);
}

/** "19:42" */
export function clockTime(iso: string): string {
  return format(iso, { hour: '2-digit', minute: '2-digit' });
}

/** "sabato 21 novembre alle ore 21:00" */
export function dayAndTime(iso: string): string {
  return format(iso, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** Days before months, as the site writes them in English too. */
function locale(): string {
  const language = pageLanguage();
  return language === 'en' ? 'en-GB' : language;
}

function format(iso: string, options: Intl.DateTimeFormatOptions): string {
  const parts = { hourCycle: 'h23', timeZone: 'UTC', ...options } as const;
  return new Intl.DateTimeFormat(locale(), parts).format(atVenue(iso));
}

/** A moment as the API would write it: by the clock of the venue, whose offset `like` carries. */
export function timeAtVenue(moment: number, like: string): string {
  const offset = /([+-])(\d\d):(\d\d)$/.exec(like);
  if (!offset) return new Date(moment).toISOString();
  const [text, sign, hours, minutes] = offset;
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(moment + ahead).toISOString().slice(0, 19) + text;
}
