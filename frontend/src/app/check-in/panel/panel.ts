import { booleanAttribute, Component, input, output } from '@angular/core';

import { Button } from '../../shared/button/button';
import { TakeFocus } from '../../shared/take-focus';
import { uniqueId } from '../../shared/unique-id';
import { doorWords } from '../strings';

/** A screen beside the scanning: its heading, its content, and the way back within reach of a thumb. */
@Component({
  selector: 'azl-panel',
  imports: [Button, TakeFocus],
  template: `
    <section [attr.aria-labelledby]="id">
      <h2 azlTakeFocus [id]="id">{{ heading() }}</h2>
      <div class="content"><ng-content /></div>
      <div class="actions">
        <ng-content select="[panelAction]" />
        <button azlButton="outlined" type="button" (click)="left.emit()">{{ back }}</button>
      </div>
    </section>
  `,
  styleUrl: './panel.scss',
  host: { '[class.keypad]': 'isKeypad()' },
})
export class Panel {
  readonly heading = input.required<string>();
  /** Large keys lie where the thumb is. */
  readonly isKeypad = input(false, { transform: booleanAttribute });
  readonly left = output();

  protected readonly back = doorWords.back;
  protected readonly id = uniqueId();
}
