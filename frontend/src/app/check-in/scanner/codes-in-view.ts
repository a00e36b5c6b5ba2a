/** How long a code must be out of view before it counts as shown again. */
const OUT_OF_VIEW_MS = 2000;

/** Remembers which codes the camera sees just now, each by itself: two side by side do not forget one another. */
export class CodesInView {
  private readonly lastSeen = new Map<string, number>();

  /** True the first time, and again after the code was out of view long enough. */
  isNew(code: string, now: number): boolean {
    const isInView = this.lastSeen.has(code);
    this.lastSeen.set(code, now);
    return !isInView;
  }

  forgetUnseen(now: number): void {
    for (const [code, seen] of this.lastSeen) {
      if (now - seen >= OUT_OF_VIEW_MS) this.lastSeen.delete(code);
    }
  }
}
