import { CodesInView } from './codes-in-view';

describe('the codes in view', () => {
  it('are new once, and again after two seconds out of view', () => {
    const codes = new CodesInView();
    const sees = (code: string, now: number): boolean => {
      codes.forgetUnseen(now);
      return codes.isNew(code, now);
    };

    expect(sees('A', 0)).toBe(true);
    expect(sees('A', 100)).toBe(false);
    expect(sees('A', 2000)).toBe(false); // seen at 100: not yet out of view for long enough
    expect(sees('A', 4000)).toBe(true);
  });

  it('do not forget one another: two side by side are each new once', () => {
    const codes = new CodesInView();
    const fresh = [0, 500, 1000, 1500, 2000, 2500].flatMap((now) => {
      codes.forgetUnseen(now);
      return ['A', 'B'].filter((code) => codes.isNew(code, now));
    });

    expect(fresh).toEqual(['A', 'B']);
  });
});
