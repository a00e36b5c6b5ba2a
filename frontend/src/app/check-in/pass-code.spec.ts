import { readPassCode } from './pass-code';

describe('the code at the door', () => {
  it.each([
    ['K7QF-2MXW', { reference: 'K7QF-2MXW' }],
    ['k7qf2mxw', { reference: 'K7QF-2MXW' }],
    [' K7QF 2MXW ', { reference: 'K7QF-2MXW' }],
    ['https://azionelab.example/r/aZ9_-q.12:xy', { token: 'aZ9_-q.12:xy' }],
    ['http://127.0.0.1:8000/r/aZ9_-q?from=camera', { token: 'aZ9_-q' }],
    ['aZ9_-q12xyAAAAAAAAAAAA', { token: 'aZ9_-q12xyAAAAAAAAAAAA' }],
    ['   ', undefined],
  ])('reads %j', (typed, code) => {
    expect(readPassCode(typed)).toEqual(code);
  });
});
