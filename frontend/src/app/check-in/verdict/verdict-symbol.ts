import { Component, input } from '@angular/core';

import type { Tone } from '../verdict-words';

const PATHS: Readonly<Record<Tone, string>> = {
  admit: 'M5 25 L18 38 L43 11',
  already: 'M24 6 V29 M24 38 V42',
  refused: 'M9 9 L39 39 M39 9 L9 39',
};

/** A tick, an exclamation mark, a cross: the verdict for those who do not see its colour. */
@Component({
  selector: 'azl-verdict-symbol',
  template: `
    <svg viewBox="0 0 48 48" aria-hidden="true">
      <path [attr.d]="paths[tone()]" fill="none" stroke="currentColor" stroke-width="7" stroke-linecap="square" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      inline-size: clamp(3.5rem, 20vw, 6rem);
    }
    svg {
      display: block;
    }
    @media (max-height: 42rem) {
      :host {
        inline-size: 3rem;
      }
    }
  `,
})
export class VerdictSymbol {
  readonly tone = input.required<Tone>();

  protected readonly paths = PATHS;
}
