import { Component, computed, effect, inject, input, untracked } from '@angular/core';

import { needsSignIn, type Refusal } from '../api/refusal';
import { Button } from '../shared/button/button';
import { Notice } from '../shared/notice/notice';
import { Waiting } from '../shared/waiting/waiting';
import { CodeEntry } from './code-entry/code-entry';
import { Door } from './door';
import { DoorBar } from './door-bar/door-bar';
import { readPassCode } from './pass-code';
import { doorWords } from './strings';
import { doorRefusalWords } from './verdict-words';

/** Front of house: one code after another, each with a verdict that fills the screen. */
@Component({
  selector: 'azl-check-in-view',
  imports: [Button, CodeEntry, DoorBar, Notice, Waiting],
  providers: [Door],
  templateUrl: './check-in.html',
  styleUrl: './check-in.scss',
  host: { '[class.fills-screen]': 'fillsScreen()' },
})
export class CheckIn {
  /** A token, a reference or a pass address to look at straight away. */
  readonly code = input('');
  /** The performance whose door this is. */
  readonly performance = input('');

  protected readonly door = inject(Door);
  protected readonly words = doorWords;
  protected readonly scene = this.door.scene;
  protected readonly fillsScreen = computed(() => !['loading', 'ready'].includes(this.scene().at));
  protected readonly notice = computed(() => {
    const refusal = this.door.refusal();
    return refusal && { ...doorRefusalWords(refusal), signIn: signInAddress(refusal) };
  });

  constructor() {
    effect(() => {
      const [code, performance] = [this.code(), this.performance()];
      untracked(() => void this.open(code, performance));
    });
  }

  protected loadAgain(): void {
    void this.open(this.code(), this.performance());
  }

  private async open(code: string, performance: string): Promise<void> {
    await this.door.open(Number(performance) || null);
    const pass = readPassCode(code);
    if (pass && !this.door.refusal()) await this.door.read(pass, 'link');
  }
}

/** Where to sign in again, and come back to this page. */
function signInAddress(refusal: Refusal): string {
  if (!needsSignIn(refusal)) return '';
  const here = location.pathname + location.search;
  return `/login/?next=${encodeURIComponent(here)}`;
}
