import { type Binding, DestroyRef, Directive, inject, input, type OnInit, type Type, ViewContainerRef } from '@angular/core';

/** A view whose file comes when it is first shown, and what binds it to the one that shows it. */
export interface LateView {
  readonly load: () => Promise<Type<unknown>>;
  readonly bindings: Binding[];
}

/** Shows a view that is loaded late. Angular's own `@defer` would cost every page of the site 3 kB. */
@Directive({ selector: '[azlLateView]' })
export class LateViewOutlet implements OnInit {
  readonly azlLateView = input.required<LateView>();

  private readonly container = inject(ViewContainerRef);
  private readonly destroyRef = inject(DestroyRef);

  ngOnInit(): void {
    void this.show();
  }

  private async show(): Promise<void> {
    const { load, bindings } = this.azlLateView();
    const view = await load();
    if (!this.destroyRef.destroyed) this.container.createComponent(view, { bindings });
  }
}
