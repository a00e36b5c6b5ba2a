import { Component, input, output } from '@angular/core';

import { Button } from '../../shared/button/button';
import { Panel } from '../panel/panel';
import { releaseWords } from './strings';

/** Asks once before the places of those who have not come are given to those who wait. */
@Component({
  selector: 'azl-release',
  imports: [Button, Panel],
  template: `
    <azl-panel [heading]="words.heading(people())" (left)="left.emit()">
      <p>{{ words.text }}</p>
      <ng-content />
      <button panelAction azlButton="filled" type="button" class="main" [isBusy]="isWaiting()" (click)="confirmed.emit()">
        {{ words.confirm(people()) }}
      </button>
    </azl-panel>
  `,
  styleUrl: '../panel/in-panel.scss',
})
export class Release {
  readonly people = input.required<number>();
  readonly isWaiting = input(false);
  readonly confirmed = output();
  readonly left = output();

  protected readonly words = releaseWords;
}
