import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  type OnInit,
  output,
  signal,
  untracked,
} from '@angular/core';
import { FormField, form, maxLength } from '@angular/forms/signals';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import { Button } from '../../shared/button/button';
import { Sounds } from '../feedback/sounds';
import { canVibrate, vibrate } from '../feedback/vibration';
import { WakeLock } from '../feedback/wake-lock';
import { Panel } from '../panel/panel';
import { Camera } from '../scanner/camera';
import { CheckLine } from './check-line';
import { cameraCheck, listCheck, offlineCheck, screenCheck, soundCheck, vibrationCheck } from './checks';
import { selfTestWords } from './strings';

/** As many characters as the server keeps with an admission. */
const LONGEST_NAME = 40;

/** Before doors: one line after another goes green, and what fails says why and what to do. */
@Component({
  selector: 'azl-self-test',
  imports: [Button, CheckLine, FormField, MatFormField, MatHint, MatInput, MatLabel, Panel],
  templateUrl: './self-test.html',
  styleUrl: './self-test.scss',
})
export class SelfTest implements OnInit {
  readonly listLoadedAt = input<number | null>(null);
  /** How many parties that list holds. */
  readonly parties = input(0);
  readonly doorName = input('');
  readonly worksOffline = input.required<() => Promise<boolean>>();
  /** The name that the phone has from now on, and the door is open. */
  readonly opened = output<string>();
  readonly left = output();

  protected readonly words = selfTestWords;
  protected readonly stream = computed(() => this.camera.stream());
  protected readonly sounds = inject(Sounds);
  protected readonly name = linkedSignal(() => this.doorName());
  protected readonly field = form(this.name, (path) => { maxLength(path, LONGEST_NAME); });
  protected readonly checks = computed(() => [
    cameraCheck(this.camera.stream() !== undefined, this.camera.trouble()),
    soundCheck(this.sounds.isReady(), this.sounds.isMuted()),
    vibrationCheck(canVibrate()),
    screenCheck(this.wakeLock.state()),
    listCheck(this.listLoadedAt(), this.parties()),
    offlineCheck(this.offline()),
  ]);
  protected readonly isAllWell = computed(() => this.checks().every(({ state }) => state === 'ok' || state === 'none'));

  private readonly camera = inject(Camera);
  private readonly wakeLock = inject(WakeLock);
  private readonly offline = signal<boolean | undefined>(undefined);

  constructor() {
    // A list that comes while the test is open may be what was missing.
    effect(() => {
      this.listLoadedAt();
      untracked(() => void this.tryOffline());
    });
  }

  ngOnInit(): void {
    this.tryDevices();
  }

  protected tryAll(): void {
    this.tryDevices();
    void this.tryOffline();
  }

  protected async hear(): Promise<void> {
    await this.sounds.unlock();
    this.sounds.playAll();
    vibrate('already');
  }

  private tryDevices(): void {
    void this.camera.start();
    void this.sounds.unlock();
    void this.wakeLock.take();
  }

  private async tryOffline(): Promise<void> {
    this.offline.set(undefined);
    this.offline.set(await this.worksOffline()());
  }
}
