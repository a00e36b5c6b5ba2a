import { Component, computed, input } from '@angular/core';

/** Words with one number in them, which is drawn large: it is what is read from an arm's length. */
@Component({
  selector: 'azl-big-number',
  template: `{{ pieces()[0] }} <b>{{ number() }}</b> {{ pieces()[1] }}`,
  styles: `
    b {
      display: block;
      font-size: clamp(4.5rem, 30vmin, 9rem);
      font-variant-numeric: tabular-nums;
      line-height: 0.9;
    }
    @media (max-height: 42rem) {
      b {
        font-size: 4.5rem;
      }
    }
    @media (orientation: landscape) and (max-height: 30rem) {
      b {
        display: inline;
        font-size: 3.5rem;
      }
    }
  `,
})
export class BigNumber {
  readonly words = input.required<string>();
  readonly number = input.required<number>();

  protected readonly pieces = computed(() => {
    const [before, ...after] = this.words().split(String(this.number()));
    return [before.trim(), after.join(String(this.number())).trim()];
  });
}
