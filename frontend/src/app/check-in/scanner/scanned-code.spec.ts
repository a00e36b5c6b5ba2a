import { readScannedCode } from './scanned-code';

describe('a scanned code', () => {
  it.each([
    ['https://theatre.example/r/aZ9_-q.12', { token: 'aZ9_-q.12' }],
    ['K7QF-2MXW', { reference: 'K7QF-2MXW' }],
    ['https://elsewhere.example/menu', undefined],
    ['WIFI:T:WPA;S:foyer;P:secret;;', undefined],
    ['aZ9_-q12xyAAAAAAAAAAAA', undefined],
    ['', undefined],
  ])('%j', (text, code) => {
    expect(readScannedCode(text)).toEqual(code);
  });
});
