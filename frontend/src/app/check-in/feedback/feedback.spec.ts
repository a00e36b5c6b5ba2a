import { TestBed } from '@angular/core/testing';

import { equip, FakeSound, unequip } from '../../../testing/devices';
import type { Admission, DoorVerdict, Scene } from '../scene';
import { Feedback, markDecoded } from './feedback';
import { Sounds } from './sounds';

const VERDICT: DoorVerdict = { kind: 'admit', source: 'phone', isCorrection: false };
const ADMISSION: Admission = { scanId: 'a', people: 2, undoUntil: 0, isSent: false };
const ADMITTED: Scene = { at: 'admitted', verdict: VERDICT, admission: ADMISSION };
const REFUSED: Scene = { at: 'verdict', verdict: { ...VERDICT, kind: 'unknown' }, canAdmit: 0 };

describe('what is heard and felt', () => {
  let heard: FakeSound;
  let patterns: number[][];
  let feedback: Feedback;
  let frames: FrameRequestCallback[];

  beforeEach(async () => {
    heard = new FakeSound();
    patterns = [];
    frames = [];
    equip({ vibrate: (pattern: number[]) => patterns.push(pattern) });
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
    feedback = TestBed.inject(Feedback);
    await TestBed.inject(Sounds).unlock();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    unequip();
    performance.clearMarks();
    performance.clearMeasures();
  });

  async function draw(): Promise<void> {
    frames.splice(0).forEach((frame) => { frame(0); });
    await new Promise((resolve) => { setTimeout(resolve); });
  }

  it('comes when the verdict stands on the screen, never before', async () => {
    feedback.newCode();
    feedback.tell(ADMITTED);
    expect(heard.played).toEqual([]);
    await draw();

    expect(heard.played).toHaveLength(1);
    expect(patterns).toEqual([[80]]);
  });

  it('is told once when the server only adds the name', async () => {
    feedback.newCode();
    feedback.tell(ADMITTED);
    feedback.tell({ ...ADMITTED, verdict: { ...VERDICT, source: 'server' } });
    await draw();

    expect(heard.played).toHaveLength(1);
  });

  it('is told again when the server says otherwise', async () => {
    feedback.newCode();
    feedback.tell(ADMITTED);
    await draw();
    feedback.tell({ at: 'verdict', verdict: { ...VERDICT, kind: 'already_checked_in', isCorrection: true }, canAdmit: 0 });
    await draw();

    expect(heard.played).toHaveLength(3);
    expect(patterns).toEqual([[80], [110, 90, 110]]);
  });

  it('is told for each code, although the verdict is the same', async () => {
    for (const times of [1, 2]) {
      feedback.newCode();
      feedback.tell({ at: 'looking' });
      feedback.tell(REFUSED);
      await draw();
      expect(heard.played).toHaveLength(times);
    }
  });

  it('is told for an admission after its verdict was asked', async () => {
    feedback.newCode();
    feedback.tell({ at: 'verdict', verdict: VERDICT, canAdmit: 2 });
    feedback.tell(ADMITTED);
    feedback.tell({ at: 'undone', verdict: VERDICT, admission: ADMISSION });
    feedback.tell({ at: 'verdict', verdict: VERDICT, canAdmit: 2 }); // fewer of them: nothing new
    await draw();

    expect(heard.played).toHaveLength(2);
  });

  it('measures the time from the code to its verdict', async () => {
    markDecoded();
    feedback.newCode();
    feedback.tell(REFUSED);
    await draw();
    feedback.newCode();
    feedback.tell(REFUSED); // typed: nothing was decoded
    await draw();

    expect(performance.getEntriesByName('azl-verdict')).toHaveLength(1);
  });

  it('is only heard on a phone that cannot vibrate', async () => {
    unequip();
    feedback.newCode();
    feedback.tell(REFUSED);
    await draw();

    expect(heard.played).toHaveLength(1);
  });

  it('is felt only once the page has been touched', async () => {
    const userActivation = { hasBeenActive: false };
    equip({ userActivation });
    feedback.newCode();
    feedback.tell(REFUSED);
    await draw();
    expect(patterns).toEqual([]);

    userActivation.hasBeenActive = true;
    feedback.newCode();
    feedback.tell(REFUSED);
    await draw();
    expect(patterns).toHaveLength(1);
  });
});
