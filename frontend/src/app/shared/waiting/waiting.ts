import { Component, input } from '@angular/core';

/** A quiet line that moves while an answer is awaited. Material's bar would cost 2.5 kB for it. */
@Component({
  selector: 'azl-waiting',
  template: '<div class="line" role="progressbar" [attr.aria-label]="label()"></div>',
  styleUrl: './waiting.scss',
})
export class Waiting {
  readonly label = input.required<string>();
}
