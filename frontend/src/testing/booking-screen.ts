import type { TestRequest } from '@angular/common/http/testing';
import { MatInputHarness, MatNativeSelectHarness } from '@angular/material/input/testing';

import type { Performance } from '../app/api/types';
import { Booking } from '../app/booking/booking';
import { page, PENDING, SATURDAY } from './fixtures';
import { Screen } from './screen';

export const PERFORMANCES = '/api/performances/';
export const RESERVATIONS = `/api/performances/${SATURDAY.id}/reservations/`;
export const FOLLOW = '/api/reservations/follow/';

/** The booking of one show, and what a visitor does there. */
export class BookingScreen extends Screen<Booking> {
  constructor(inputs: Readonly<Record<string, unknown>> = {}) {
    super(Booking, { show: 'il-corpo', privacy: '/it/privacy/', ...inputs });
  }

  async loaded(...performances: Performance[]): Promise<void> {
    await this.answer('GET', PERFORMANCES, page(...performances));
    await vi.waitFor(() => { expect(this.text()).not.toContain('Cerchiamo'); });
  }

  /** The next turn of the watch over availability comes early, and brings this. */
  async fresh(...performances: Performance[]): Promise<void> {
    document.dispatchEvent(new Event('visibilitychange'));
    await this.answer('GET', PERFORMANCES, page(...performances));
    await this.settle();
  }

  async chooseNumber(text: string): Promise<void> {
    const select = await this.loader.getHarness(MatNativeSelectHarness);
    await select.selectOptions({ text });
    await (await select.host()).dispatchEvent('input'); // browsers fire both, the harness only change
  }

  async type(label: string, text: string): Promise<void> {
    await (await this.input(label)).setValue(text);
  }

  async typed(label: string): Promise<string> {
    return (await this.input(label)).getValue();
  }

  tick(label: string): void {
    const labels = [...this.element.querySelectorAll('label')];
    labels.find((one) => one.textContent.includes(label))!.querySelector('input')!.click();
  }

  async reachVisitorStep(...performances: Performance[]): Promise<void> {
    await this.loaded(SATURDAY, ...performances);
    if (performances.length) this.tick(SATURDAY.starts_label);
    await this.chooseNumber('2 persone');
    await this.press('Continua');
    await this.isAt('A chi intestiamo la prenotazione?');
  }

  async fillVisitor(): Promise<void> {
    await this.type('Nome e cognome', ' Giulia Rossi ');
    await this.type('E-mail', 'giulia@example.org');
    this.tick('Accetto');
  }

  async sendFilled(...performances: Performance[]): Promise<TestRequest> {
    await this.reachVisitorStep(...performances);
    await this.fillVisitor();
    return this.send();
  }

  async send(): Promise<TestRequest> {
    await this.press('Prenota');
    return this.request('POST', RESERVATIONS);
  }

  async book(answer: object = PENDING): Promise<void> {
    const request = await this.sendFilled();
    request.flush(answer, { status: 201, statusText: 'Created' });
    await this.hasLeft('A chi intestiamo la prenotazione?');
  }

  /** The server refuses, and the dates, which are then asked for at once, are as before or as given. */
  async refuse(request: TestRequest, status: number, body: object, headers = {}, dates = [SATURDAY]): Promise<void> {
    request.flush(body, { status, statusText: String(status), headers });
    await vi.waitFor(() => { expect(this.element.querySelector('azl-notice')).not.toBeNull(); });
    await this.answer('GET', PERFORMANCES, page(...dates));
    await this.settle();
  }

  async losesAnswer(request: TestRequest): Promise<void> {
    request.error(new ProgressEvent('error'));
    await this.shows('Non abbiamo ricevuto risposta');
    await this.answer('GET', PERFORMANCES, page(SATURDAY));
  }

  async isAt(heading: string): Promise<void> {
    await vi.waitFor(() => { expect(this.text('h3')).toBe(heading); });
  }

  private async hasLeft(heading: string): Promise<void> {
    await vi.waitFor(() => { expect(this.text('h3')).not.toBe(heading); });
  }

  private input(label: string): Promise<MatInputHarness> {
    return this.loader.getHarness(MatInputHarness.with({ label }));
  }
}

export function keyOf(request: TestRequest): string | null {
  return request.request.headers.get('Idempotency-Key');
}
