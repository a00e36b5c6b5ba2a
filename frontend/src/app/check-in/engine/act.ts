/** Something done at this door that the server may not know yet. It tells of nobody: ids, a number, a time. */
export interface Act {
  readonly kind: 'admit' | 'undo';
  /** Of the admission, for its undo too. */
  readonly scanId: string;
  readonly performance: number;
  readonly entry: number;
  readonly people: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Until then it is on its way by itself, and is not told again. */
  readonly heldUntil: number;
}

export function keyOf({ scanId, kind }: Pick<Act, 'scanId' | 'kind'>): string {
  return `${scanId}:${kind}`;
}
