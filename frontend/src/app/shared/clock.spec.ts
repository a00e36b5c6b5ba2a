import { clockTime, dayAndTime, timeAtVenue } from './clock';

const EVENING = '2026-11-21T19:42:10+01:00';

describe('times', () => {
  afterEach(() => {
    document.documentElement.lang = 'it';
  });

  it('are those of the venue, whatever the device says', () => {
    expect(clockTime(EVENING)).toBe('19:42');
    expect(dayAndTime(EVENING)).toBe('sabato 21 novembre alle ore 19:42');
  });

  it('have the day before the month in English too', () => {
    document.documentElement.lang = 'en';

    expect(dayAndTime(EVENING)).toBe('Saturday 21 November at 19:42');
  });

  it.each([
    ['2026-11-21T21:00:00+01:00', '2026-11-21T19:42:10+01:00'],
    ['2026-11-21T13:00:00-05:30', '2026-11-21T13:12:10-05:30'],
    ['', '2026-11-21T18:42:10.000Z'],
  ])('are written by the clock of %j', (like, written) => {
    expect(timeAtVenue(Date.parse(EVENING), like)).toBe(written);
  });
});
