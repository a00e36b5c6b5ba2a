import { Button } from '../../shared/button/button';
import { Component, type ElementRef, input, output, signal, viewChild } from '@angular/core';
import { FormField, form, validate } from '@angular/forms/signals';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';

import type { PassCode } from '../../api/types';
import { readPassCode } from '../pass-code';
import { entryWords } from '../strings';

/** The reference typed by hand, or whatever a scanner or the clipboard gives. */
@Component({
  selector: 'azl-code-entry',
  imports: [Button, FormField, MatError, MatFormField, MatHint, MatInput, MatLabel],
  templateUrl: './code-entry.html',
  styleUrl: './code-entry.scss',
})
export class CodeEntry {
  readonly isWaiting = input(false);
  readonly read = output<PassCode>();

  protected readonly words = entryWords;
  protected readonly typed = signal('');
  protected readonly field = form(this.typed, (path) => {
    validate(path, ({ value }) =>
      readPassCode(value()) ? undefined : { kind: 'required', message: entryWords.missing },
    );
  });

  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  protected send(): void {
    const code = readPassCode(this.typed());
    this.field().markAsTouched();
    if (code && !this.isWaiting()) this.read.emit(code);
    else this.box().nativeElement.focus();
  }
}
