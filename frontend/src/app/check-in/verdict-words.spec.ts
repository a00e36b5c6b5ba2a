import { REFUSAL_CODES, type Refusal, type RefusalCode } from '../api/refusal';
import { IN_ALREADY } from '../../testing/door-fixtures';
import { doorRefusalWords, verdictWords } from './verdict-words';

const OWN_CODES: readonly RefusalCode[] = ['invalid', 'offline', 'unreachable', 'server_error', 'unexpected'];

describe('the words of the door', () => {
  it.each([...REFUSAL_CODES, ...OWN_CODES])('say of %s what it is and what to do', (code) => {
    const refusal: Refusal = { code, detail: '', facts: {}, fields: [], retryAfterSeconds: null };
    const { heading, advice } = doorRefusalWords(refusal);

    expect(heading).not.toBe('');
    expect(advice).not.toBe('');
  });

  it('say of those who are in as much as is known', () => {
    const { lastAt, lastWhere, lastBy, ...bare } = IN_ALREADY;

    expect(verdictWords(bare).text).toBe('');
    expect(verdictWords({ ...bare, lastAt }).text).toBe('Alle 20:41');
    expect(verdictWords({ ...bare, lastWhere }).text).toBe('Ingresso');
    expect(verdictWords({ ...bare, lastAt, lastBy }).text).toBe('Alle 20:41, da Marta Riva');
    expect(verdictWords({ ...bare, lastAt, lastWhere, lastBy }).text).toBe('Alle 20:41, Ingresso, da Marta Riva');
  });
});
