import { Component, input } from '@angular/core';

/** `none` is neither good nor bad: this phone has none of it, and can do without. */
export type CheckState = 'waiting' | 'ok' | 'failed' | 'none';

export interface Check {
  readonly name: string;
  readonly state: CheckState;
  readonly words: string;
}

const PATHS: Readonly<Record<CheckState, string>> = {
  waiting: 'M5 12h.1M12 12h.1M19 12h.1',
  ok: 'M4 13l5 6L20 5',
  failed: 'M12 4v10M12 19.5v.1',
  none: 'M5 12h14',
};

/** One line of the self-test: sign, name, and what it means in words. */
@Component({
  selector: 'azl-check-line',
  template: `
    <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">
      <path [attr.d]="paths[check().state]" />
    </svg>
    <strong>{{ check().name }}</strong>
    <span>{{ check().words }}</span>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 2.5rem 1fr;
      align-items: center;
      padding-block: 0.5rem;
      border-block-end: 1px solid var(--mat-sys-outline-variant);
    }
    :host(.ok) svg {
      color: #5fd38d;
    }
    :host(.failed) svg {
      color: #ffc24b;
    }
    svg {
      grid-row: span 2;
      fill: none;
      stroke: currentcolor;
      stroke-width: 3;
      stroke-linecap: square;
    }
    span {
      color: var(--mat-sys-on-surface-variant);
    }
    :host(.failed) span {
      color: var(--mat-sys-on-surface);
    }
  `,
  host: { role: 'listitem', '[class]': 'check().state' },
})
export class CheckLine {
  readonly check = input.required<Check>();

  protected readonly paths = PATHS;
}
