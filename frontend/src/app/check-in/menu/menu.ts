import { Component, input, output } from '@angular/core';

import { Panel } from '../panel/panel';
import { menuWords } from './strings';

export type MenuChoice = 'self-test' | 'house-clear' | 'sound' | 'start-practice' | 'end-practice';

interface Row {
  readonly choice: MenuChoice;
  readonly words: string;
}

/** What is needed seldom: large rows, one under another. */
@Component({
  selector: 'azl-menu',
  imports: [Panel],
  templateUrl: './menu.html',
  styleUrl: './menu.scss',
})
export class Menu {
  readonly isMuted = input(false);
  readonly isPractice = input(false);
  readonly hasPerformance = input(true);
  readonly chose = output<MenuChoice>();
  readonly left = output();

  protected readonly words = menuWords;

  protected rows(): readonly Row[] {
    const test: Row = { choice: 'self-test', words: menuWords.test };
    const clear: Row = { choice: 'house-clear', words: menuWords.houseClear };
    const sound: Row = { choice: 'sound', words: this.isMuted() ? menuWords.unmute : menuWords.mute };
    const practice: Row = this.isPractice()
      ? { choice: 'end-practice', words: menuWords.endPractice }
      : { choice: 'start-practice', words: menuWords.startPractice };
    return this.hasPerformance() && !this.isPractice() ? [clear, test, sound, practice] : [test, sound, practice];
  }
}
