/** What jsdom lacks of a phone: its camera, its sound, its vibration, the lock of its screen. */

const given = new Set<string>();

/** Gives the browser what jsdom has not: `mediaDevices`, `wakeLock`, `vibrate`, `share`, `clipboard`. */
export function equip(things: object): void {
  for (const [name, value] of Object.entries(things)) {
    Object.defineProperty(navigator, name, { configurable: true, value });
    given.add(name);
  }
}

/** Takes it all away again, or the thing that is named. */
export function unequip(...names: string[]): void {
  for (const name of names.length ? names : given) Reflect.deleteProperty(navigator, name);
}

/** One camera as the browser hands it out. */
class FakeTrack extends EventTarget {
  isStopped = false;
  torch = false;

  constructor(
    private readonly id: string,
    private readonly hasTorch: boolean,
  ) {
    super();
  }

  stop(): void {
    this.isStopped = true;
  }

  getSettings(): object {
    return { deviceId: this.id };
  }

  getCapabilities(): object {
    return this.hasTorch ? { torch: true } : {};
  }

  applyConstraints({ advanced: [wanted] }: { advanced: [{ torch: boolean }] }): Promise<void> {
    if (!this.hasTorch) return Promise.reject(new DOMException('', 'OverconstrainedError'));
    this.torch = wanted.torch;
    return Promise.resolve();
  }
}

export class FakeCameras {
  readonly asked: MediaTrackConstraints[] = [];
  readonly tracks: FakeTrack[] = [];
  /** The name of the error that the next question gets. */
  refusal = '';
  hasTorch = false;

  constructor(readonly ids: string[] = ['rear']) {
    const mediaDevices = {
      getUserMedia: ({ video }: { video: MediaTrackConstraints }) => this.open(video),
      enumerateDevices: () =>
        Promise.resolve([...this.ids.map((deviceId) => ({ kind: 'videoinput', deviceId })), { kind: 'audioinput' }]),
    };
    equip({ mediaDevices });
  }

  get last(): FakeTrack {
    return this.tracks.at(-1)!;
  }

  private open(video: MediaTrackConstraints): Promise<MediaStream> {
    this.asked.push(video);
    const wanted = (video.deviceId as { exact?: string } | undefined)?.exact;
    if (this.refusal) return Promise.reject(new DOMException('', this.refusal));
    if (wanted && !this.ids.includes(wanted)) return Promise.reject(new DOMException('', 'OverconstrainedError'));
    const track = new FakeTrack(wanted ?? this.ids[0], this.hasTorch);
    this.tracks.push(track);
    const stream = { getVideoTracks: () => [track], getTracks: () => [track] };
    return Promise.resolve(stream as unknown as MediaStream);
  }
}

/** Hides the page or shows it, as a phone does that goes into a pocket and comes out again. */
export function setHidden(isHidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

export interface PlayedNote {
  readonly hertz: number;
  readonly at: number;
  readonly seconds: number;
}

/** Notes what would be heard. */
export class FakeSound {
  readonly played: PlayedNote[] = [];
  /** A browser that lets nothing sound. */
  isBlocked = false;
  context?: FakeContext;

  constructor() {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the browser makes the context, not the spec
    const sound = this;
    vi.stubGlobal('AudioContext', class extends FakeContext {
      constructor() {
        super(sound);
        sound.context = this;
      }
    });
  }
}

class FakeContext extends EventTarget {
  state: 'suspended' | 'running' = 'suspended';
  readonly currentTime = 0;
  readonly destination = {};

  constructor(private readonly sound: FakeSound) {
    super();
  }

  resume(): Promise<void> {
    if (this.sound.isBlocked) return Promise.reject(new DOMException('', 'NotAllowedError'));
    this.change('running');
    return Promise.resolve();
  }

  change(state: FakeContext['state']): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }

  createGain(): object {
    const gain = { setValueAtTime: () => gain, exponentialRampToValueAtTime: () => gain };
    return { gain, connect: (next: unknown) => next };
  }

  createOscillator(): object {
    const { played } = this.sound;
    let from = 0;
    const frequency = { value: 0 };
    return {
      frequency,
      connect: (next: unknown) => next,
      start: (at: number) => { from = at; },
      stop: (at: number) => { played.push({ hertz: frequency.value, at: from, seconds: at - from }); },
    };
  }
}
