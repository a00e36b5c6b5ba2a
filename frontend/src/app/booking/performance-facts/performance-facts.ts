import { Component, input } from '@angular/core';

import type { Performance } from '../../api/types';
import { accessWords } from '../strings';

/** What is known of a performance, in words: when, where, for whom, and whether there are seats. */
@Component({
  selector: 'azl-performance-facts',
  templateUrl: './performance-facts.html',
  styleUrl: './performance-facts.scss',
})
export class PerformanceFacts {
  readonly performance = input.required<Performance>();

  protected readonly accessWords = accessWords;
}
