import { IDBFactory } from 'fake-indexeddb';

import type { DoorState } from '../app/api/types';
import { CheckIn } from '../app/check-in/check-in';
import { page, TONIGHT } from './fixtures';
import { DOORS, type Guest, LIST, listOf, stateOf } from './phone';
import { Screen } from './screen';

/** The whole screen of a phone that has never been at a door. */
export class DoorScreen extends Screen<CheckIn> {
  constructor(inputs: Readonly<Record<string, string>> = {}) {
    vi.stubGlobal('indexedDB', new IDBFactory());
    super(CheckIn, inputs);
  }

  /** Opens tonight's door with this list on the phone. */
  async open(guests: readonly Guest[], state: Partial<DoorState> = {}): Promise<void> {
    await this.answer('GET', DOORS, page(TONIGHT));
    await this.answer('GET', LIST, await listOf(guests, { state: stateOf(guests, state) }));
    await this.shows('Codice o indirizzo del pass');
  }

  get counts(): string[] {
    return this.texts('azl-door-bar dl > div');
  }

  /** Types as a hardware scanner does, ended by Enter. */
  async wedge(text: string): Promise<void> {
    let clock = 10_000;
    const press = (key: string): void => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      clock += 10;
      Object.defineProperty(event, 'timeStamp', { value: clock });
      document.body.dispatchEvent(event);
    };
    for (const key of text) press(key);
    press('Enter');
    await this.settle();
  }

  async leavesNetwork(): Promise<void> {
    document.dispatchEvent(new Event('visibilitychange'));
    (await this.request('GET', `${DOORS}${TONIGHT.id}/state/`)).error(new ProgressEvent('error'));
    await this.shows('Da solo dalle');
  }
}
