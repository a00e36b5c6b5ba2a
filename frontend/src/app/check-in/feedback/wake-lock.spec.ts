import { TestBed } from '@angular/core/testing';

import { equip, setHidden, unequip } from '../../../testing/devices';
import { WakeLock } from './wake-lock';

describe('the lock of the screen', () => {
  let locks: EventTarget[];
  let isRefused: boolean;

  beforeEach(() => {
    locks = [];
    isRefused = false;
    const request = (): Promise<EventTarget> => {
      if (isRefused) return Promise.reject(new DOMException('', 'NotAllowedError'));
      locks.push(new EventTarget());
      return Promise.resolve(locks.at(-1)!);
    };
    equip({ wakeLock: { request } });
  });

  afterEach(() => {
    unequip();
    vi.restoreAllMocks();
  });

  it('is taken once', async () => {
    const lock = TestBed.inject(WakeLock);
    expect(lock.state()).toBe('off');
    await lock.take();
    await lock.take();

    expect(lock.state()).toBe('on');
    expect(locks).toHaveLength(1);
  });

  it('is taken again when the page comes back', async () => {
    const lock = TestBed.inject(WakeLock);
    await lock.take();
    setHidden(true);
    locks[0].dispatchEvent(new Event('release'));
    expect(lock.state()).toBe('off');
    setHidden(false);

    await vi.waitFor(() => { expect(lock.state()).toBe('on'); });
    expect(locks).toHaveLength(2);
  });

  it('is not taken before anybody pressed anything', () => {
    TestBed.inject(WakeLock);
    setHidden(false);

    expect(locks).toHaveLength(0);
  });

  it('may be refused', async () => {
    isRefused = true;
    const lock = TestBed.inject(WakeLock);
    await lock.take();

    expect(lock.state()).toBe('refused');
  });

  it('is not in every browser', async () => {
    unequip();
    const lock = TestBed.inject(WakeLock);
    await lock.take();

    expect(lock.state()).toBe('unsupported');
  });
});
