const STEPS = ['seats', 'visitor', 'done'] as const;
/** What the browser's history may lead back to. */
export type Step = (typeof STEPS)[number];

export function isStep(text: unknown): text is Step {
  return STEPS.some((step) => step === text);
}

/** Our part of an entry's state. `isPushed`: the entry before it is one of ours too. */
interface Mark {
  readonly step: Step;
  readonly isPushed: boolean;
}

type State = Readonly<Record<string, unknown>> | null;

/**
 * The steps of one show as entries of the browser's history, so that "back" on a phone leads to the
 * step before. Other parts of an entry's state, and other widgets of the page, keep theirs.
 */
export class StepHistory {
  /** `now`: the step that is shown. An entry of somebody else (an anchor of the page) is taken to be about it. */
  constructor(
    private readonly show: string,
    private readonly now: () => Step,
    private readonly arrived: (step: Step) => void,
  ) {}

  listen(): void {
    window.addEventListener('popstate', this.popped);
  }

  leave(): void {
    window.removeEventListener('popstate', this.popped);
  }

  /** The step that this entry is about, if it is one of ours. */
  current(): Step | undefined {
    return this.mark()?.step;
  }

  replace(step: Step): void {
    history.replaceState(this.marked({ step, isPushed: this.mark()?.isPushed ?? false }), '');
  }

  push(step: Step): void {
    if (!this.mark()) this.replace(this.now());
    history.pushState(this.marked({ step, isPushed: true }), '');
  }

  /** False where the entry before is not ours: then the caller must find its own way. */
  back(): boolean {
    const isOurs = this.mark()?.isPushed ?? false;
    if (isOurs) history.back();
    return isOurs;
  }

  private readonly popped = (): void => {
    const mark = this.mark();
    if (mark) this.arrived(mark.step);
    else this.replace(this.now());
  };

  private marks(): State {
    const marks = (history.state as State)?.['azlBooking'];
    return typeof marks === 'object' ? (marks as State) : null;
  }

  private mark(): Mark | undefined {
    const mark = this.marks()?.[this.show] as Partial<Mark> | undefined;
    return isStep(mark?.step) ? { step: mark.step, isPushed: mark.isPushed === true } : undefined;
  }

  private marked(mark: Mark): object {
    return { ...(history.state as State), azlBooking: { ...this.marks(), [this.show]: mark } };
  }
}
