import type { PassCode } from '../api/types';

const PASS_PATH = /\/r\/([^/?#\s]+)/;
const REFERENCE = /^([a-z0-9]{4})[-–\s]?([a-z0-9]{4})$/i;

/**
 * What was typed, scanned or pasted at the door: a whole pass address, a reference with or without
 * dash in either case, or a bare token. Nothing when there is nothing to send.
 */
export function readPassCode(text: string): PassCode | undefined {
  const typed = text.trim();
  const token = PASS_PATH.exec(typed)?.[1];
  if (token) return { token };
  const halves = REFERENCE.exec(typed);
  if (halves) return { reference: `${halves[1]}-${halves[2]}`.toUpperCase() };
  return typed ? { token: typed } : undefined;
}
