let given = 0;

/** An id that no other part of the page has, however many elements of ours it holds. */
export function uniqueId(): string {
  given += 1;
  return `azl-${given}`;
}
