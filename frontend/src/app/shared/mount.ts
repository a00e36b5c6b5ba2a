import { createComponent, inputBinding, signal, type Type, type WritableSignal } from '@angular/core';

import type { Mounted } from '../../elements/define';
import { application } from './application';

/** Puts a view on its element; each attribute becomes the input of the same name. `inputs` never change. */
export async function mountView(
  view: Type<unknown>,
  host: HTMLElement,
  attributes: readonly string[],
  inputs: Readonly<Record<string, unknown>> = {},
): Promise<Mounted> {
  const app = await application();
  const values = new Map(attributes.map((name) => [name, attributeSignal(host, name)]));
  const ref = createComponent(view, {
    environmentInjector: app.injector,
    hostElement: host,
    bindings: [
      ...[...values].map(([name, value]) => inputBinding(name, value)),
      ...Object.entries(inputs).map(([name, value]) => inputBinding(name, () => value)),
    ],
  });
  app.attachView(ref.hostView);
  return {
    set: (name, value) => values.get(name)?.set(value ?? ''),
    destroy: () => { ref.destroy(); },
  };
}

function attributeSignal(host: HTMLElement, name: string): WritableSignal<string> {
  return signal(host.getAttribute(name) ?? '');
}
