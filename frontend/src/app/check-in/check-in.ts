import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  input,
  inputBinding,
  linkedSignal,
  outputBinding,
  signal,
  untracked,
} from '@angular/core';

import { needsSignIn } from '../api/refusal';
import type { Party, PassCode } from '../api/types';
import { Button } from '../shared/button/button';
import { type LateView, LateViewOutlet } from '../shared/late-view';
import { Notice } from '../shared/notice/notice';
import { Waiting } from '../shared/waiting/waiting';
import { Admitted } from './admitted/admitted';
import { Desk } from './desk/desk';
import { Door } from './door';
import { DoorBar } from './door-bar/door-bar';
import { Feedback, markDecoded } from './feedback/feedback';
import { Sounds } from './feedback/sounds';
import { WakeLock } from './feedback/wake-lock';
import { LinkLine } from './link-line/link-line';
import type { PanelName } from './panels/panels';
import { readPassCode } from './pass-code';
import { PracticeBand } from './practice/practice-band';
import { readScannedCode } from './scanner/scanned-code';
import { onWedgeScan } from './scanner/wedge';
import type { CodeSource, DoorVerdict, Scene } from './scene';
import { doorWords, stayWords } from './strings';
import { type Asked, VerdictScreen } from './verdict/verdict-screen';
import { doorRefusalWords } from './verdict-words';

const FOREIGN: DoorVerdict = { kind: 'unknown', source: 'phone', isCorrection: false };

/** Front of house: one code after another, each with a verdict that fills the screen. */
@Component({
  selector: 'azl-check-in-view',
  imports: [Admitted, Button, Desk, DoorBar, LateViewOutlet, LinkLine, Notice, PracticeBand, VerdictScreen, Waiting],
  providers: [Door],
  templateUrl: './check-in.html',
  styleUrl: './check-in.scss',
  host: {
    '[class.fills-screen]': 'fillsScreen()',
    '[class.practice]': 'door.isPractice()',
    '[class.scanning]': 'isScanning() && !fillsScreen()',
    '(click)': 'pressed()',
  },
})
export class CheckIn {
  /** A token, a reference or a pass address to look at straight away. */
  readonly code = input('');
  /** The performance whose door this is. */
  readonly performance = input('');

  protected readonly door = inject(Door);
  protected readonly words = doorWords;
  protected readonly stayWords = stayWords;
  protected readonly panel = signal<PanelName | undefined>(undefined);
  protected readonly isScanning = signal(false);
  protected readonly isWalkUp = signal(false);
  /** Somebody else's code: nobody is asked about it. */
  protected readonly foreign = signal<Scene | undefined>(undefined);
  protected readonly scene = computed(() => this.foreign() ?? this.door.scene());
  protected readonly isOpen = computed(() => this.door.isPractice() || this.door.performance() !== undefined);
  protected readonly mustStay = computed(() => this.door.mustStay() && this.door.link().waiting > 0);
  protected readonly signInAddress = `/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
  protected readonly fillsScreen = computed(() => this.panel() !== undefined || this.hasVerdict());
  /** Another screen has it all; only the test shows what the camera sees. */
  protected readonly isCameraHidden = computed(() => this.panel() !== undefined && this.panel() !== 'self-test');
  protected readonly notice = computed(() => {
    const refusal = this.door.refusal();
    return refusal && { ...doorRefusalWords(refusal), needsSignIn: needsSignIn(refusal) };
  });
  /** Where the refusal itself leads to sign in, the line does not say it again. */
  protected readonly link = computed(() =>
    this.notice()?.needsSignIn ? { ...this.door.link(), needsSignIn: false } : this.door.link(),
  );
  protected readonly latecomerRule = computed(() => (isLate(this.scene(), this.door) ? this.door.latecomerRule() : ''));

  protected readonly releasable = computed(() => {
    const release = this.door.state()?.release;
    return release?.is_offered ? release.people : 0;
  });
  /** The door that the code is for, when it is one that can be opened here. */
  protected readonly otherDoor = computed(() => {
    const scene = this.scene();
    const id = scene.at === 'verdict' ? scene.verdict.other?.id : undefined;
    return this.door.performances().find((performance) => performance.id === id)?.id;
  });
  /** While a code is looked at, the screen stays as it was. */
  protected readonly hasVerdict = linkedSignal<Scene, boolean>({
    source: this.scene,
    computation: ({ at }, before) => (at === 'looking' ? before?.value === true : at !== 'loading' && at !== 'ready'),
  });

  protected readonly scanner: LateView = {
    load: () => import('./late-views').then(({ Scanner }) => Scanner),
    bindings: [
      inputBinding('isSmall', this.fillsScreen),
      inputBinding('isReading', () => this.panel() === undefined),
      outputBinding<string>('decoded', (text) => { this.scanned(text); }),
      outputBinding('stopped', () => { this.isScanning.set(false); }),
    ],
  };
  protected readonly panels: LateView = {
    load: () => import('./late-views').then(({ Panels }) => Panels),
    bindings: [
      inputBinding('shown', this.panel),
      outputBinding<PanelName | undefined>('went', (panel) => { this.go(panel); }),
      outputBinding<Party>('found', (party) => { this.found(party); }),
      outputBinding<number>('walkedUp', (people) => { this.letInWalkUp(people); }),
      outputBinding('opened', () => { this.startScanning(); }),
    ],
  };

  private readonly feedback = inject(Feedback);
  private readonly sounds = inject(Sounds);
  private readonly wakeLock = inject(WakeLock);

  constructor() {
    afterNextRender(() => void this.door.keepPage([this.panels.load, this.scanner.load, () => import('qr/decode.js')]));
    onWedgeScan((text) => { this.scanned(text); });
    effect((onCleanup) => {
      const isCovered = this.fillsScreen();
      onCleanup(coverHeader(isCovered));
    });
    effect(() => {
      const [code, performance] = [this.code(), this.performance()];
      untracked(() => void this.open(code, performance));
    });
    effect(() => {
      const scene = this.scene();
      untracked(() => { this.changed(scene); });
    });
  }

  protected loadAgain(): void {
    void this.open(this.code(), this.performance());
  }

  /** The browser lets a page sound and keep the screen on from a press only. */
  protected pressed(): void {
    void this.wakeLock.take();
    if (!this.sounds.isReady()) void this.sounds.unlock();
  }

  /** What the camera or a hardware scanner has read. */
  protected scanned(text: string): void {
    if (this.panel() === 'self-test' || !this.isOpen()) return;
    const code = readScannedCode(text);
    markDecoded();
    if (code) {
      void this.read(code, 'scan');
    } else {
      this.feedback.newCode();
      this.foreign.set({ at: 'verdict', verdict: FOREIGN, canAdmit: 0 });
    }
  }

  protected typed(code: PassCode): void {
    void this.read(code, 'typed');
  }

  protected found(party: Party): void {
    void this.read({ entry: party.entry }, 'found');
  }

  protected next(): void {
    this.foreign.set(undefined);
    this.door.next();
  }

  protected admit({ people, reclaim }: Asked): void {
    void this.door.admit(people, reclaim);
  }

  protected startScanning(): void {
    this.panel.set(undefined);
    this.isScanning.set(true);
  }

  protected letInWalkUp(people: number): void {
    this.isWalkUp.set(true);
    this.feedback.newCode();
    void this.door.walkUp(people);
  }

  protected go(panel: PanelName | undefined): void {
    this.panel.set(panel);
  }

  protected switchDoor(): void {
    const id = this.otherDoor();
    if (id === undefined) return;
    this.feedback.newCode();
    void this.door.switchTo(id);
  }

  private async open(code: string, performance: string): Promise<void> {
    await this.door.open(Number(performance) || null);
    if (!this.door.refusal()) await this.read(readPassCode(code), 'link');
  }

  private async read(code: PassCode | undefined, source: CodeSource): Promise<void> {
    if (!code) return;
    this.isWalkUp.set(false);
    this.foreign.set(undefined);
    this.feedback.newCode();
    await this.door.read(code, source);
  }

  private changed(scene: Scene): void {
    this.feedback.tell(scene);
    if (scene.at === 'verdict' || scene.at === 'admitted') this.panel.set(undefined);
  }
}

/** After the curtain, or once the house is clear. */
function isLate(scene: Scene, door: Door): boolean {
  if (scene.at !== 'verdict' && scene.at !== 'admitted') return false;
  const performance = door.performance();
  if (!performance) return false;
  return Boolean(door.state()?.house_clear_at) || Date.now() > Date.parse(performance.starts_at);
}

/** What the page has above the widget lies under a screen that fills it: the focus must not go there. Gives the way back. */
function coverHeader(isCovered: boolean): () => void {
  const controls = [...document.querySelectorAll('.door-head :is(a, form)')];
  for (const control of controls) control.toggleAttribute('inert', isCovered);
  return () => { for (const control of controls) control.removeAttribute('inert'); };
}
