import { afterNextRender, booleanAttribute, Directive, ElementRef, inject, input } from '@angular/core';

/** What appears in answer to a person's act takes the focus, so that it is read and in view. */
@Directive({
  selector: '[azlTakeFocus]',
  exportAs: 'azlTakeFocus',
  host: { tabindex: '-1' },
})
export class TakeFocus {
  /** False for what the page shows by itself: nobody's focus is to be taken away then. */
  readonly azlTakeFocus = input(true, { transform: booleanAttribute });

  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    afterNextRender(() => {
      if (this.azlTakeFocus()) this.focus();
    });
  }

  focus(): void {
    this.element.focus();
  }
}
