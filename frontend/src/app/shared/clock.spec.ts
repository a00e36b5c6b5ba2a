import { clockTime, dayAndTime } from './clock';

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
});
