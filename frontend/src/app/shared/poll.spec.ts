import { Poll } from './poll';

const PACE = { everyMs: 5_000, restingMs: 30_000, restsAfterMs: 600_000 };

describe('poll', () => {
  const ask = vi.fn(() => Promise.resolve());
  let poll: Poll;
  let hidden: boolean;
  let onLine: boolean;

  beforeEach(() => {
    vi.useFakeTimers();
    [hidden, onLine] = [false, true];
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
    vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => onLine);
    ask.mockClear();
    poll = new Poll(ask, PACE);
    poll.start();
  });

  afterEach(() => {
    poll.stop();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it('asks at its pace, the first time after one turn', async () => {
    await vi.advanceTimersByTimeAsync(4_999);
    expect(ask).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(10_001);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('has one question at a time', async () => {
    let answer: () => void = () => undefined;
    ask.mockReturnValueOnce(new Promise((resolve) => { answer = resolve; }));
    await vi.advanceTimersByTimeAsync(20_000);
    poll.now();
    expect(ask).toHaveBeenCalledTimes(1);

    answer();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('pauses while nobody sees the page, and asks at once when it is looked at', async () => {
    hidden = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).not.toHaveBeenCalled();

    hidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('pauses without a network, and asks at once when it is back', async () => {
    onLine = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).not.toHaveBeenCalled();

    onLine = true;
    window.dispatchEvent(new Event('online'));
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('is slower after a while without a touch, and quick again with one', async () => {
    await vi.advanceTimersByTimeAsync(600_000);
    ask.mockClear();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(2);

    document.dispatchEvent(new Event('pointerdown'));
    expect(ask).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ask).toHaveBeenCalledTimes(5);
  });

  it('asks nothing more once it is stopped, not even after an answer', async () => {
    await vi.advanceTimersByTimeAsync(5_000);
    poll.start(); // twice is once
    poll.stop();
    document.dispatchEvent(new Event('keydown'));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('asks also where the device believes to be offline, if it is told to doubt that', async () => {
    onLine = false;
    const doubting = new Poll(ask, { ...PACE, asksOffline: true });
    doubting.start();
    await vi.advanceTimersByTimeAsync(5_000);
    doubting.stop();

    expect(ask).toHaveBeenCalledTimes(1);
  });
});
