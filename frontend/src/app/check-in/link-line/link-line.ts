import { Component, computed, input } from '@angular/core';

import { plural } from '../../shared/language';
import { doorClock } from '../door-clock';
import type { Link } from '../scene';

const words = {
  aloneSince: (time: string): string => $localize`:@@link.alone:Da solo dalle ${time}:time:`,
  waiting: (count: number): string =>
    plural(
      count,
      $localize`:@@link.waiting.one:${count}:count: da inviare`,
      $localize`:@@link.waiting.other:${count}:count: da inviare`,
    ),
  signIn: $localize`:@@link.signIn:Sessione scaduta: accedi di nuovo`,
  conflicts: (count: number): string =>
    plural(
      count,
      $localize`:@@link.conflicts.one:${count}:count: ingresso doppio: lo vede la biglietteria`,
      $localize`:@@link.conflicts.other:${count}:count: ingressi doppi: li vede la biglietteria`,
    ),
};

/** How the phone stands to the server, said quietly: it goes on admitting whatever this line says. */
@Component({
  selector: 'azl-link-line',
  template: `
    @if (link().needsSignIn) {
      <a [href]="signInAddress()">{{ signInWords() }}</a>
    } @else if (standing()) {
      <span class="standing">{{ standing() }}</span>
    }
    @if (conflicts() > 0) {
      <span>{{ words.conflicts(conflicts()) }}</span>
    }
  `,
  styleUrl: './link-line.scss',
})
export class LinkLine {
  readonly link = input.required<Link>();
  /** Admissions that two phones gave to the same people. */
  readonly conflicts = input(0);
  readonly signInAddress = input('');

  protected readonly words = words;
  protected readonly standing = computed(() => {
    const { aloneSince, waiting } = this.link();
    const alone = aloneSince === null ? '' : words.aloneSince(doorClock(aloneSince));
    return [alone, waiting > 0 ? words.waiting(waiting) : ''].filter(Boolean).join(' · ');
  });
  protected readonly signInWords = computed(() => {
    const { waiting } = this.link();
    return [words.signIn, waiting > 0 ? words.waiting(waiting) : ''].filter(Boolean).join(', ');
  });
}
