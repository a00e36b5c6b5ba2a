/** How often to ask: quickly while somebody is at work, seldom after a while without a touch. */
export interface Pace {
  readonly everyMs: number;
  readonly restingMs: number;
  readonly restsAfterMs: number;
  /** Asks although the device believes to be offline: it is sometimes wrong. */
  readonly asksOffline?: boolean;
}

const TOUCHES = ['pointerdown', 'keydown'] as const;

/** Asks again and again, one question at a time, and only while the page is in view, and online unless told otherwise. */
export class Poll {
  private timer?: ReturnType<typeof setTimeout>;
  private touchedAt = Date.now();
  private isOn = false;
  private isAsking = false;

  constructor(
    private readonly ask: () => Promise<unknown>,
    private readonly pace: Pace,
  ) {}

  start(): void {
    if (this.isOn) return;
    this.isOn = true;
    this.touchedAt = Date.now();
    document.addEventListener('visibilitychange', this.now);
    window.addEventListener('online', this.now);
    for (const touch of TOUCHES) document.addEventListener(touch, this.touched, { passive: true });
    this.wait();
  }

  stop(): void {
    this.isOn = false;
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.now);
    window.removeEventListener('online', this.now);
    for (const touch of TOUCHES) document.removeEventListener(touch, this.touched);
  }

  /** Asks without waiting for the next turn. */
  readonly now = (): void => {
    void this.round();
  };

  private readonly touched = (): void => {
    const hasRested = this.isResting();
    this.touchedAt = Date.now();
    if (hasRested) this.now();
  };

  private async round(): Promise<void> {
    clearTimeout(this.timer);
    const isSeen = !document.hidden && (navigator.onLine || this.pace.asksOffline);
    if (!this.isOn || this.isAsking || !isSeen) return; // an event starts it again
    this.isAsking = true;
    try {
      await this.ask();
    } finally {
      this.isAsking = false;
      this.wait();
    }
  }

  private wait(): void {
    clearTimeout(this.timer);
    if (!this.isOn) return; // stopped while it was asking
    this.timer = setTimeout(this.now, this.isResting() ? this.pace.restingMs : this.pace.everyMs);
  }

  private isResting(): boolean {
    return Date.now() - this.touchedAt >= this.pace.restsAfterMs;
  }
}
