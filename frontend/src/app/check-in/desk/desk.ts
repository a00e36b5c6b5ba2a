import { Component, input, output } from '@angular/core';

import type { PassCode } from '../../api/types';
import { Button } from '../../shared/button/button';
import { CodeEntry } from '../code-entry/code-entry';
import type { PanelName } from '../panels/panels';
import { releaseWords } from '../release/strings';
import { doorWords } from '../strings';

/** What front of house has at hand between two verdicts. */
@Component({
  selector: 'azl-desk',
  imports: [Button, CodeEntry],
  templateUrl: './desk.html',
  styleUrl: './desk.scss',
})
export class Desk {
  readonly isScanning = input(false);
  readonly isWaiting = input(false);
  /** Places of those who have not come, which may be given away now; nought when they may not. */
  readonly releasable = input(0);
  readonly released = input(0);
  readonly read = output<PassCode>();
  readonly scan = output();
  readonly went = output<PanelName>();
  readonly tookBack = output();

  protected readonly words = doorWords;
  protected readonly releaseWords = releaseWords;
}
