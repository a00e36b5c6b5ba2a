import { Component, input, output } from '@angular/core';

import { actionWords } from '../strings';

/** How many of a party come in now. */
@Component({
  selector: 'azl-stepper',
  template: `
    <div role="group" [attr.aria-label]="words.howMany">
      <button type="button" [attr.aria-label]="words.fewer" [disabled]="count() === 1" (click)="change(-1)">−</button>
      <output>{{ count() }}</output>
      <button type="button" [attr.aria-label]="words.more" [disabled]="count() === most()" (click)="change(1)">+</button>
    </div>
  `,
  styles: `
    div {
      display: grid;
      grid-template-columns: 5rem 1fr 5rem;
      align-items: center;
    }
    button {
      block-size: 3.5rem;
      border: 2px solid currentcolor;
      background: none;
      color: inherit;
      font-size: 1.75rem;
      line-height: 1;
      cursor: pointer;
    }
    button:disabled {
      opacity: 0.4;
      cursor: default;
    }
    button:focus-visible {
      outline: 3px solid currentcolor;
      outline-offset: 3px;
    }
    output {
      font-size: 2rem;
      font-weight: 700;
      font-variant-numeric: tabular-nums;
      text-align: center;
    }
  `,
})
export class Stepper {
  readonly most = input.required<number>();
  readonly count = input.required<number>();
  readonly changed = output<number>();

  protected readonly words = actionWords;

  protected change(by: number): void {
    this.changed.emit(Math.min(this.most(), Math.max(1, this.count() + by)));
  }
}
