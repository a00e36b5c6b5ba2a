import { Component, input, output, viewChild } from '@angular/core';

import { Button } from '../button/button';
import { TakeFocus } from '../take-focus';

/** One thing to put right; `go` brings the person to the field it is about. */
export interface Problem {
  readonly text: string;
  readonly go?: () => void;
}

/** What went wrong and what to do next. */
@Component({
  selector: 'azl-notice',
  imports: [Button, TakeFocus],
  templateUrl: './notice.html',
  styleUrl: './notice.scss',
})
export class Notice {
  readonly heading = input.required<string>();
  readonly text = input('');
  readonly problems = input<readonly Problem[]>([]);
  /** The words of the button, none without a next step. */
  readonly nextStep = input('');
  readonly takesFocus = input(true);
  readonly nextStepChosen = output();

  private readonly box = viewChild.required(TakeFocus);

  focus(): void {
    this.box().focus();
  }
}
