import { Component, ElementRef, inject, input } from '@angular/core';

type Look = 'filled' | 'outlined' | 'text';

/**
 * The look of a button on Material's tokens. Material's own would cost 9 kB for its ripple.
 * While busy it keeps the focus and tells so, but does nothing.
 */
@Component({
  // eslint-disable-next-line @angular-eslint/component-selector -- a button stays a button
  selector: 'button[azlButton], a[azlButton]',
  template: '<ng-content />',
  styleUrl: './button.scss',
  host: {
    '[attr.data-look]': 'azlButton() || "text"',
    '[attr.aria-disabled]': 'isBusy() || null',
  },
})
export class Button {
  readonly azlButton = input.required<Look | ''>();
  readonly isBusy = input(false);

  constructor() {
    const refuse = (click: Event): void => {
      if (!this.isBusy()) return;
      click.preventDefault();
      click.stopImmediatePropagation();
    };
    // Captured, so that it comes before whatever listens to the button in a template.
    inject<ElementRef<HTMLElement>>(ElementRef).nativeElement.addEventListener('click', refuse, { capture: true });
  }
}
