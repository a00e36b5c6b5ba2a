import { computed, signal } from '@angular/core';

import { type Answer, needsSignIn } from '../../api/refusal';

/** How the phone stands to the server, told by its answers alone: what the device believes of its network is a guess. */
export class ServerLink {
  private readonly since = signal<number | null>(null);
  private readonly signIn = signal(false);

  /** From the first call without an answer until one is answered. */
  readonly aloneSince = this.since.asReadonly();
  readonly needsSignIn = this.signIn.asReadonly();
  readonly isAlone = computed(() => this.since() !== null);

  /** Every answer of the server goes through here; `answer` itself comes back. */
  heard<T extends Answer<unknown>>(answer: T): T {
    const { refusal } = answer;
    const isSilent = refusal && ['offline', 'unreachable', 'server_error'].includes(refusal.code);
    if (!isSilent) this.signIn.set(refusal !== undefined && needsSignIn(refusal));
    if (isSilent || this.signIn()) this.since.update((since) => since ?? Date.now());
    else this.since.set(null);
    return answer;
  }
}
