import { signal } from '@angular/core';

import type { CheckInApi } from '../../api/check-in-api';
import type { Answer, Refusal } from '../../api/refusal';
import type { CheckInRecord, PassCode } from '../../api/types';
import type { CodeSource, DoorParty, DoorVerdict, Scene } from '../scene';
import type { Act } from './act';
import { NOT_ON_LIST } from './judge';
import { isNoAnswer, previewVerdict, recordVerdict, refusedVerdict } from './server-words';
import type { Station } from './station';

const UNDO_MS = 10_000;
/** So long the server may take before the phone says what it knows itself. */
const GRACE_MS = 120;

/** One look at a code. Once another has begun, whatever is heard of this one leaves the screen alone. */
interface Look {
  readonly code?: PassCode;
  readonly scanId: string;
}

/** What is on the screen, and how it gets there: the phone's own verdict and the server's, whichever comes first. */
export class Desk {
  private look: Look = newLook();
  /** Walk-ups that the server may or may not have let in. */
  private walkUps?: { readonly people: number; readonly look: Look };
  /** The admission on the screen, once the server has written it. */
  private record?: CheckInRecord;

  readonly scene = signal<Scene>({ at: 'loading' });
  readonly refusal = signal<Refusal | undefined>(undefined);
  readonly isWaiting = signal(false);

  constructor(
    private readonly api: CheckInApi,
    private readonly station: Station,
  ) {}

  /** The code that was looked at last. */
  get code(): PassCode | undefined {
    return this.look.code;
  }

  clear(at: 'loading' | 'ready'): void {
    this.look = newLook();
    this.isWaiting.set(false);
    this.scene.set({ at });
  }

  async read(code: PassCode, source: CodeSource): Promise<void> {
    const { at } = this.scene();
    const isSame = isSameCode(code, this.look.code) && at !== 'ready';
    if (source === 'scan' && isSame && at !== 'undone') return;
    // A code that was just taken back may still be before the camera: it does not go in again by itself.
    const asksFirst = source !== 'scan' || isSame;
    const look = this.begin(code);
    const own = await this.station.judged(code);
    if (own?.kind === 'admit' && !asksFirst) await this.letIn(look, own);
    else if (this.station.isOnItsOwn()) this.show(look, own ?? NOT_ON_LIST);
    else await this.ask(look, code, own, asksFirst);
  }

  async admit(people: number, reclaim: boolean): Promise<void> {
    const scene = this.scene();
    if (scene.at !== 'verdict' || this.isWaiting()) return;
    const { verdict } = scene;
    await this.waitFor(reclaim ? this.reclaim(verdict, people) : this.letIn(this.look, verdict, people));
  }

  /** True when the admission on the screen has been taken back. */
  async undo(): Promise<boolean> {
    const scene = this.scene();
    const party = scene.at === 'admitted' ? scene.verdict.party : undefined;
    if (scene.at !== 'admitted' || !party || this.isWaiting() || Date.now() > scene.admission.undoUntil) return false;
    const { people, scanId } = scene.admission;
    if (!(await this.waitFor(this.takeBack(this.station.act('undo', scanId, party, people))))) return false;
    this.look = { ...this.look }; // what is still to be heard of the admission stays off the screen
    const verdict = { ...scene.verdict, party: moved(party, -people), isCorrection: false };
    this.scene.set({ at: 'undone', verdict, admission: scene.admission });
    return true;
  }

  async fewer(): Promise<void> {
    const { code } = this.look;
    if (!(await this.undo()) || !code) return;
    const scene = this.scene();
    if (scene.at === 'undone') this.show(this.begin(code), scene.verdict);
  }

  /** The same number again, after no answer, is the same walk-up. */
  async walkUp(people: number): Promise<void> {
    const performance = this.station.chosen();
    if (performance === null || this.isWaiting()) return;
    if (this.walkUps?.people !== people) this.walkUps = { people, look: newLook() };
    const look = (this.look = this.walkUps.look);
    const request = { party_size: people, scan_id: look.scanId, ...this.station.device() };
    const { value, refusal } = await this.waitFor(this.heard(this.api.walkUp(performance, request)));
    if (value || !isNoAnswer(refusal)) this.walkUps = undefined;
    if (value) this.written(look, value, false);
    else this.refusal.set(refusal);
  }

  /** Shows people who have come in without a code, and without asking the server. */
  practiseWalkUp(people: number): void {
    const party = { entry: null, name: '', reference: '', partySize: people, admitted: 0, toCome: people, needs: [] };
    const look = (this.look = newLook());
    const verdict: DoorVerdict = { kind: 'admit', party, source: 'phone', isCorrection: false };
    const act = this.station.act('admit', look.scanId, party, people);
    this.station.practice()?.add(act);
    this.showAdmitted(look, verdict, act, true);
  }

  /** Shows that something is under way that somebody has pressed for. */
  async waitFor<T>(done: Promise<T>): Promise<T> {
    this.refusal.set(undefined);
    this.isWaiting.set(true);
    try {
      return await done;
    } finally {
      this.isWaiting.set(false);
    }
  }

  private begin(code: PassCode): Look {
    this.look = newLook(code);
    this.record = undefined;
    this.refusal.set(undefined);
    this.put(this.look, { at: 'looking' });
    return this.look;
  }

  /** The server judges; the phone speaks first if that takes long. */
  private async ask(look: Look, code: PassCode, own: DoorVerdict | undefined, asksFirst: boolean): Promise<void> {
    const asked = this.api.preview(code, this.station.chosen());
    const isShown = own !== undefined && !(await isQuick(asked)) && this.show(look, own);
    const { value, refusal } = await this.heard(asked);
    if (value && this.station.chosen() === null) this.station.choose(value.performance.id);
    const told = value ? previewVerdict(value) : refusedVerdict(refusal, own?.party);
    if (!told) this.notTold(look, refusal, own);
    else if (told.kind === 'admit' && !asksFirst && look === this.look) await this.letIn(look, told);
    else this.show(look, { ...told, isCorrection: isShown && told.kind !== own.kind });
  }

  private notTold(look: Look, refusal: Refusal | undefined, own: DoorVerdict | undefined): void {
    const isKnown = this.station.known().roster !== undefined;
    const verdict = own ?? (isKnown && refusal && isNoAnswer(refusal) ? NOT_ON_LIST : undefined);
    if (verdict) this.show(look, verdict);
    else if (this.put(look, { at: 'ready' })) this.refusal.set(refusal);
  }

  /** All who are outside, or so many of them. What is on its way is kept first: it would outlive a crash. */
  private async letIn(look: Look, verdict: DoorVerdict, people?: number): Promise<void> {
    const { party } = verdict;
    const { code } = look;
    if (!party || !code) return;
    const isAlone = this.station.isOnItsOwn() || this.station.hasToTellOf(party);
    const act = this.station.act('admit', look.scanId, party, people ?? party.toCome, !isAlone);
    const kept = this.station.remember(act);
    if (isAlone) {
      await kept;
      this.showAdmitted(look, verdict, act, this.station.practice() !== undefined);
    } else {
      const asked = this.sendCode(code, act, people === undefined ? {} : { admit: people });
      const isShown = !(await isQuick(asked)) && (await kept.then(() => this.showAdmitted(look, verdict, act, true)));
      const { value, refusal } = await this.heard(asked);
      await kept;
      if (value) await this.sent(look, act, value, isShown);
      else await this.notSent(look, act, verdict, refusal, isShown);
    }
    this.station.flushWaiting(); // with what was pressed meanwhile
  }

  private async sent(look: Look, act: Act, record: CheckInRecord, isShown: boolean): Promise<void> {
    const dropped = this.station.queue.drop([act]);
    this.written(look, record, isShown && record.admitted !== act.people);
    await dropped;
  }

  private async notSent(
    look: Look, act: Act, verdict: DoorVerdict, refusal: Refusal, isShown: boolean,
  ): Promise<void> {
    if (isNoAnswer(refusal)) {
      await this.station.queue.release(act);
      this.showAdmitted(look, verdict, act, false);
    } else {
      await this.station.queue.drop([act]);
      await this.refused(look, refusal, verdict, isShown);
    }
  }

  private async refused(look: Look, refusal: Refusal, verdict: DoorVerdict, isShown: boolean): Promise<void> {
    const told = refusedVerdict(refusal, verdict.party);
    if (told) {
      this.show(look, { ...told, isCorrection: isShown });
    } else if (refusal.code === 'party_too_large' && look.code) {
      await this.ask(look, look.code, undefined, true); // another phone has let some of them in: look again
    } else if (this.show(look, { ...verdict, isCorrection: isShown })) {
      this.refusal.set(refusal);
    }
  }

  /** Places that were given away are the server's alone to give back. */
  private async reclaim(verdict: DoorVerdict, people: number): Promise<void> {
    const { look } = this;
    const { party } = verdict;
    if (!party || !look.code) return;
    const act = this.station.act('admit', look.scanId, party, people);
    const asked = this.sendCode(look.code, act, { admit: people, reclaim: true });
    const { value, refusal } = await this.heard(asked);
    const told = refusal && refusedVerdict(refusal, verdict.party);
    if (value) this.written(look, value, false);
    else if (told) this.show(look, told);
    else this.refusal.set(refusal);
  }

  private sendCode(code: PassCode, { performance, scanId }: Act, more: object): Promise<Answer<CheckInRecord>> {
    return this.api.admit(code, { performance, scan_id: scanId, ...this.station.device(), ...more });
  }

  private async takeBack(undo: Act): Promise<boolean> {
    if (this.record && !this.station.isOnItsOwn()) {
      const { value, refusal } = await this.heard(this.api.undo(this.record.id));
      if (value) this.station.recorded(value);
      else if (!isNoAnswer(refusal)) this.refusal.set(refusal);
      if (value || !isNoAnswer(refusal)) return value !== undefined;
    }
    await this.station.remember(undo);
    this.station.flushWaiting();
    return true;
  }

  private written(look: Look, record: CheckInRecord, isCorrection: boolean): void {
    this.station.recorded(record);
    const verdict = { ...recordVerdict(record), isCorrection };
    if (this.put(look, this.admitted(look, verdict, record.admitted, true))) this.record = record;
  }

  /** The party as it stands after it has come in. */
  private showAdmitted(look: Look, verdict: DoorVerdict, { people }: Act, isSent: boolean): boolean {
    const party = verdict.party && moved(verdict.party, people);
    return this.put(look, this.admitted(look, { ...verdict, party, isCorrection: false }, people, isSent));
  }

  private admitted(look: Look, verdict: DoorVerdict, people: number, isSent: boolean): Scene {
    const shown = this.scene();
    const isSame = shown.at === 'admitted' && shown.admission.scanId === look.scanId;
    const undoUntil = isSame ? shown.admission.undoUntil : Date.now() + UNDO_MS;
    return { at: 'admitted', verdict, admission: { scanId: look.scanId, people, undoUntil, isSent } };
  }

  private show(look: Look, verdict: DoorVerdict): boolean {
    return this.put(look, { at: 'verdict', verdict, canAdmit: canAdmit(verdict) });
  }

  /** False for a look that is over. */
  private put(look: Look, scene: Scene): boolean {
    if (look !== this.look) return false;
    this.isWaiting.set(false);
    this.scene.set(scene);
    return true;
  }

  private async heard<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
    return this.station.server.heard(await asked);
  }
}

function newLook(code?: PassCode): Look {
  return { code, scanId: crypto.randomUUID() };
}

function isSameCode(one: PassCode, other: PassCode | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether the server answers before anybody would notice that it was asked. */
function isQuick(asked: Promise<unknown>): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => { setTimeout(resolve, GRACE_MS, false); });
  return Promise.race([asked.then(() => true), late]);
}

function moved(party: DoorParty, people: number): DoorParty {
  return { ...party, admitted: party.admitted + people, toCome: party.toCome - people };
}

function canAdmit({ kind, party, seatsAvailable = 0 }: DoorVerdict): number {
  if (!party) return 0;
  if (kind === 'seats_released') return Math.min(party.partySize - party.admitted, seatsAvailable);
  return kind === 'admit' || kind === 'already_checked_in' ? party.toCome : 0;
}
