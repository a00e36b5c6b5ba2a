import { Component, computed, inject, input, output } from '@angular/core';

import type { Party } from '../../api/types';
import { Sounds } from '../feedback/sounds';
import { Door } from '../door';
import { HouseClear } from '../house-clear/house-clear';
import { Menu, type MenuChoice } from '../menu/menu';
import { Release } from '../release/release';
import { Search } from '../search/search';
import { SelfTest } from '../self-test/self-test';
import { WalkUp } from '../walk-up/walk-up';

export type PanelName = 'menu' | 'self-test' | 'search' | 'walk-up' | 'release' | 'house-clear';

/** Every screen beside the scanning; they come in one file, fetched before they are needed. */
@Component({
  selector: 'azl-panels',
  imports: [HouseClear, Menu, Release, Search, SelfTest, WalkUp],
  templateUrl: './panels.html',
  styleUrl: './panels.scss',
})
export class Panels {
  readonly shown = input.required<PanelName>();
  readonly went = output<PanelName | undefined>();
  readonly found = output<Party>();
  readonly walkedUp = output<number>();
  /** The phone is ready: the camera may read. */
  readonly opened = output();

  protected readonly door = inject(Door);
  protected readonly sounds = inject(Sounds);
  protected readonly isAlone = computed(() => !this.door.isPractice() && this.door.link().aloneSince !== null);
  protected readonly counts = computed(() => this.door.counts());
  protected readonly find = (text: string) => this.door.search(text);
  protected readonly worksOffline = () => this.door.worksOffline();

  protected close(): void {
    this.went.emit(undefined);
  }

  protected chose(choice: MenuChoice): void {
    switch (choice) {
      case 'self-test':
      case 'house-clear':
        this.went.emit(choice);
        break;
      case 'sound':
        this.sounds.setMuted(!this.sounds.isMuted());
        break;
      case 'start-practice':
        this.close();
        void this.door.startPractice();
        break;
      case 'end-practice':
        this.close();
        void this.door.endPractice();
        break;
    }
  }

  protected openDoor(name: string): void {
    this.door.setDoorName(name);
    this.opened.emit();
  }

  protected async release(): Promise<void> {
    await this.door.release();
    if (!this.door.refusal()) this.close();
  }
}
