import { computed, DestroyRef, inject, Injectable, signal } from '@angular/core';

import { remember, remembered } from '../remembered';

/** Why there is no picture. */
export type CameraTrouble = 'refused' | 'none' | 'in_use' | 'unsupported' | 'failed';

/** What browsers know of a torch, and TypeScript does not yet. */
interface Torch {
  readonly torch?: boolean;
}

/** A phone in a pocket for this long gives its camera back. */
const HIDDEN_FOR_LONG_MS = 60_000;

/** The rear camera of the phone, or the one that was chosen last time. */
@Injectable({ providedIn: 'root' })
export class Camera {
  private readonly live = signal<MediaStream | undefined>(undefined);
  private readonly cameras = signal<readonly string[]>([]);
  private readonly problem = signal<CameraTrouble | undefined>(undefined);
  private readonly torch = signal<boolean | undefined>(undefined);
  private isWanted = false;
  private starting?: Promise<void>;
  private hiddenTimer?: ReturnType<typeof setTimeout>;

  readonly stream = this.live.asReadonly();
  readonly trouble = this.problem.asReadonly();
  readonly hasSeveral = computed(() => this.cameras().length > 1);
  readonly hasTorch = computed(() => this.torch() !== undefined);
  readonly isTorchOn = computed(() => this.torch() === true);

  constructor() {
    const shown = (): void => { this.shownOrHidden(); };
    const left = (): void => { this.release(); };
    document.addEventListener('visibilitychange', shown);
    window.addEventListener('pagehide', left);
    inject(DestroyRef).onDestroy(() => {
      document.removeEventListener('visibilitychange', shown);
      window.removeEventListener('pagehide', left);
      this.stop();
    });
  }

  /** Gives a picture, or says in `trouble` why not. */
  start(): Promise<void> {
    this.isWanted = true;
    this.starting ??= this.open(remembered('camera')).finally(() => { this.starting = undefined; });
    return this.starting;
  }

  stop(): void {
    this.isWanted = false;
    clearTimeout(this.hiddenTimer);
    this.release();
  }

  async useNext(): Promise<void> {
    const ids = this.cameras();
    const id = ids[(ids.indexOf(this.currentId()) + 1) % ids.length];
    remember('camera', id);
    this.release();
    await this.start();
  }

  async switchTorch(): Promise<void> {
    const isOn = !this.isTorchOn();
    const wanted: Torch & MediaTrackConstraintSet = { torch: isOn };
    try {
      await this.track()?.applyConstraints({ advanced: [wanted] });
      this.torch.set(isOn);
    } catch {
      this.torch.set(undefined); // it said that it has one, and has none
    }
  }

  private async open(id: string): Promise<void> {
    if (this.live()) return;
    this.problem.set(undefined);
    try {
      const stream = await askFor(id ? { deviceId: { exact: id } } : { facingMode: 'environment' });
      await this.use(stream);
    } catch (error) {
      const trouble = troubleOf(error);
      if (id && trouble !== 'refused') {
        remember('camera', ''); // the one chosen last time is not there any more
        await this.open('');
      } else {
        this.problem.set(trouble);
      }
    }
  }

  private async use(stream: MediaStream): Promise<void> {
    const [track] = stream.getVideoTracks();
    track.addEventListener('ended', () => { this.lost(stream); });
    const can: MediaTrackCapabilities & Torch = 'getCapabilities' in track ? track.getCapabilities() : {}; // not in every browser
    this.torch.set(can.torch ? false : undefined);
    this.live.set(stream);
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.cameras.set(devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId));
    if (!this.isWanted) this.release(); // it was left while it started
  }

  /** Another program took the camera, or its cable was pulled out. */
  private lost(stream: MediaStream): void {
    if (this.live() !== stream) return;
    this.release();
    this.problem.set('in_use');
  }

  private shownOrHidden(): void {
    clearTimeout(this.hiddenTimer);
    if (document.hidden) this.hiddenTimer = setTimeout(() => { this.release(); }, HIDDEN_FOR_LONG_MS);
    else if (this.isWanted && !this.live()) void this.start();
  }

  private release(): void {
    this.live()?.getTracks().forEach((track) => { track.stop(); });
    this.live.set(undefined);
    this.torch.set(undefined);
  }

  private track(): MediaStreamTrack | undefined {
    return this.live()?.getVideoTracks().at(0);
  }

  private currentId(): string {
    return this.track()?.getSettings().deviceId ?? '';
  }
}

function askFor(which: MediaTrackConstraints): Promise<MediaStream> {
  // Absent on pages that did not come over https.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) return Promise.reject(new DOMException('', 'NotSupportedError'));
  const video = { width: { ideal: 1280 }, height: { ideal: 960 }, ...which };
  return devices.getUserMedia({ video, audio: false });
}

function troubleOf(error: unknown): CameraTrouble {
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'in_use';
    case 'NotSupportedError':
      return 'unsupported';
    default:
      return 'failed';
  }
}
