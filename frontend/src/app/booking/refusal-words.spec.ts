import { type Refusal, REFUSAL_CODES } from '../api/refusal';
import { bookingRefusalWords, mailRefusalWords, nextStepWords } from './refusal-words';

function refusal(code: Refusal['code'], detail = ''): Refusal {
  return { code, detail, facts: {}, fields: [], retryAfterSeconds: null };
}

describe('words of a refused booking', () => {
  it.each(REFUSAL_CODES)('%s has words around a mail, too', (code) => {
    expect(mailRefusalWords(refusal(code, 'Parole del server.')).heading).not.toBe('');
  });

  it.each(['invalid', 'offline', 'unreachable', 'server_error', 'unexpected'] as const)(
    'around a mail, %s does not speak of booking twice',
    (code) => {
      const { heading, text } = mailRefusalWords(refusal(code));

      expect(heading).not.toBe('');
      expect(text).not.toContain('prenoterai due volte');
    },
  );

  it.each(REFUSAL_CODES)('%s has a heading, a text and a next step', (code) => {
    const { heading, text, next } = bookingRefusalWords(refusal(code, 'Parole del server.'));

    expect(heading).not.toBe('');
    expect(text).not.toBe('');
    expect(nextStepWords(next)).not.toBe('');
  });

  it('passes on the words of the server for what nobody foresaw', () => {
    expect(bookingRefusalWords(refusal('unexpected', 'Il teatro è in ferie.')).text).toBe('Il teatro è in ferie.');
    expect(bookingRefusalWords(refusal('unexpected')).text).toContain('Prova di nuovo tra poco');
  });

  it('leaves refused fields to the list of them', () => {
    const { heading, next } = bookingRefusalWords(refusal('invalid'));

    expect(heading).toBe('Manca ancora qualcosa');
    expect(nextStepWords(next)).toBe('');
  });
});
