import { Component, type ElementRef, input, output, signal, viewChild } from '@angular/core';
import { FormField, form, validate } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import type { Answer } from '../../api/refusal';
import type { Party } from '../../api/types';
import { Button } from '../../shared/button/button';
import { Notice } from '../../shared/notice/notice';
import { Panel } from '../panel/panel';
import { partyWords } from '../strings';
import { doorRefusalWords, type VerdictWords } from '../verdict-words';
import { searchWords } from './strings';

const FEWEST_LETTERS = 3;
/** The server gives no more: a list of everybody is not for the door. */
const MOST_RESULTS = 10;

/** A party found by its name; what is chosen gets its verdict first. */
@Component({
  selector: 'azl-search',
  imports: [Button, FormField, MatError, MatFormField, MatHint, MatInput, MatLabel, Notice, Panel],
  templateUrl: './search.html',
  styleUrl: './search.scss',
})
export class Search {
  readonly isAlone = input(false);
  readonly find = input.required<(text: string) => Promise<Answer<readonly Party[]>>>();
  readonly chose = output<Party>();
  readonly left = output();

  protected readonly words = searchWords;
  protected readonly parties = signal<readonly Party[] | undefined>(undefined);
  protected readonly refused = signal<VerdictWords | undefined>(undefined);
  protected readonly isFinding = signal(false);
  protected readonly most = MOST_RESULTS;
  protected readonly typed = signal('');
  protected readonly field = form(this.typed, (path) => {
    validate(path, ({ value }) =>
      value().trim().length < FEWEST_LETTERS ? { kind: 'short', message: searchWords.hint } : undefined,
    );
  });

  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');

  protected async send(): Promise<void> {
    this.field().markAsTouched();
    if (this.field().invalid()) {
      this.box()?.nativeElement.focus();
      return;
    }
    if (this.isFinding()) return;
    this.isFinding.set(true);
    const { value, refusal } = await this.find()(this.typed().trim());
    this.isFinding.set(false);
    this.parties.set(value);
    this.refused.set(refusal && doorRefusalWords(refusal));
  }

  protected facts({ party_size: size, admitted, reference }: Party): string {
    const inside = admitted > 0 ? partyWords.inside(admitted, size) : '';
    return [partyWords.people(size), reference, inside].filter(Boolean).join(' · ');
  }
}
