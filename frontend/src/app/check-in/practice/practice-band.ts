import { Component, output } from '@angular/core';

import { Button } from '../../shared/button/button';

const words = {
  practice: $localize`:@@practice.band:Esercitazione: nessuno viene contato`,
  end: $localize`:@@practice.end:Termina`,
};

/** Stands above every screen of the practice, so that nobody takes it for the evening. */
@Component({
  selector: 'azl-practice-band',
  imports: [Button],
  template: `
    <p>{{ words.practice }}</p>
    <button azlButton type="button" (click)="finished.emit()">{{ words.end }}</button>
  `,
  styleUrl: './practice-band.scss',
})
export class PracticeBand {
  readonly finished = output();

  protected readonly words = words;
}
