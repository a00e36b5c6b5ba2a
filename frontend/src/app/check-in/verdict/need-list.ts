import { Component, input } from '@angular/core';

import type { AccessNeed } from '../../api/types';
import { doorNeedWords, partyWords } from '../strings';

/** The drawings of the site where it has them (templates/components/access_symbol.html), others in the same hand. */
const PATHS: Readonly<Record<AccessNeed, string>> = {
  wheelchair: 'M9 6.5v7.5h6.5l2.5 5.5h2.5M9 9.5h5M9 2.7v.6M7 11.5a5.2 5.2 0 1 0 7.3 6.5',
  companion: 'M8 3v1M16 3v1M8 7.5v7M16 7.5v7M4.5 12 8 8l4 4 4-4 3.5 4M6 21l2-6.5L10 21M14 21l2-6.5 2 6.5',
  step_free: 'M2.5 19.5h19L2.5 11.5zM6.5 7.5h11M14 4l3.5 3.5L14 11',
  hearing_loop: 'M6.5 9.5a5.5 5.5 0 1 1 11 0c0 4-4 4.5-4 8a3 3 0 0 1-5.5 1.5M9.5 9.5a2.5 2.5 0 1 1 5 0c0 2-2 2.3-2 4M2.5 21.5l19-19',
  sign_language:
    'M7 13V6.5a1.5 1.5 0 0 1 3 0V11M10 11V4a1.5 1.5 0 0 1 3 0v7M13 11V5a1.5 1.5 0 0 1 3 0v6.5M16 11.5v-3a1.5 1.5 0 0 1 3 0V15c0 4-2.5 6.5-6 6.5-3 0-4.5-1.5-6-4L4 13.5c-.8-1.5 1-2.7 2-1.5l1 1',
  other: 'M3.5 4.5h17v12h-8l-4.5 4v-4h-4.5zM9.5 9a2.5 2.5 0 1 1 2.5 2.5v1M12 14.3v.4',
};

/** What a party needs, told by a sign and by words. */
@Component({
  selector: 'azl-need-list',
  template: `
    <ul [attr.aria-label]="label">
      @for (need of needs(); track need) {
        <li>
          <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">
            <path [attr.d]="paths[need]" />
          </svg>
          {{ words[need] }}
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 0.5rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      padding: 0.25rem 0.75rem 0.25rem 0.5rem;
      border: 2px solid currentcolor;
      font-size: 1.125rem;
      font-weight: 600;
    }
    @media (max-height: 30rem) {
      li {
        padding-block: 0;
        font-size: 1rem;
      }
    }
    svg {
      flex: none;
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.7;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class NeedList {
  readonly needs = input.required<readonly AccessNeed[]>();

  protected readonly paths = PATHS;
  protected readonly words = doorNeedWords;
  protected readonly label = partyWords.needs;
}
