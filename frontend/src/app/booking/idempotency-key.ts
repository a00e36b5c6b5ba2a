/**
 * The key under which a reservation is asked for. It is made when the form opens and kept while the
 * server may have acted on it: a second tap or a retry is then the same reservation. Only when the
 * server has definitely refused a content does another content get a key of its own.
 */
export class IdempotencyKey {
  private key = crypto.randomUUID();
  private refusedContent?: string;

  keyFor(content: object): string {
    const isNewContent = this.refusedContent !== undefined && this.refusedContent !== JSON.stringify(content);
    if (isNewContent) this.renew();
    return this.key;
  }

  refused(content: object): void {
    this.refusedContent = JSON.stringify(content);
  }

  renew(): void {
    this.key = crypto.randomUUID();
    this.refusedContent = undefined;
  }
}
