import { Component, signal } from '@angular/core';

import { Screen } from '../../../testing/screen';
import { Button } from './button';

@Component({
  selector: 'azl-buttons',
  imports: [Button],
  template: `
    <button azlButton type="button" [isBusy]="isBusy()" (click)="presses.set(presses() + 1)">Conta</button>
    <button azlButton="filled" type="button">Prenota</button>
  `,
})
class Buttons {
  readonly isBusy = signal(false);
  readonly presses = signal(0);
}

describe('button', () => {
  it('looks as it is asked to, plain where it is not asked', () => {
    const screen = new Screen(Buttons, {});

    expect(screen.button('Conta').dataset['look']).toBe('text');
    expect(screen.button('Prenota').dataset['look']).toBe('filled');
  });

  it('does nothing while it is busy, tells so, and keeps the focus', async () => {
    const screen = new Screen(Buttons, {});
    const { isBusy, presses } = screen.fixture.componentInstance;
    screen.button('Conta').focus();
    await screen.press('Conta');
    isBusy.set(true);
    await screen.fixture.whenStable();
    await screen.press('Conta');

    expect(presses()).toBe(1);
    expect(screen.button('Conta').getAttribute('aria-disabled')).toBe('true');
    await screen.hasFocusOn('button');
  });
});
