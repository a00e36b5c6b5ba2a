import type { PassCode } from '../../api/types';
import { readPassCode } from '../pass-code';

/**
 * A code of ours: the address of a pass, or a reference. Nothing for anybody else's: what stands in the code of a
 * stranger's network or card is not for our server.
 */
export function readScannedCode(text: string): PassCode | undefined {
  const code = readPassCode(text);
  const isBare = code !== undefined && 'token' in code && code.token === text.trim();
  return isBare ? undefined : code;
}
