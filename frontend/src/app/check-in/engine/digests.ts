/** What the phone keeps of a code: enough to know it again, nothing that opens a door. The server makes the same. */

const PASS_LENGTH = 22;
const REFERENCE_LENGTH = 5;

export function passDigest(salt: string, token: string): Promise<string> {
  return digest(`${salt}:${token}`, PASS_LENGTH);
}

/** Short on purpose: thirty bits tell a few hundred references apart, and lead back to none. */
export function referenceDigest(salt: string, reference: string): Promise<string> {
  const plain = reference.replace(/[^a-z0-9]/gi, '').toUpperCase();
  return digest(`${salt}:reference:${plain}`, REFERENCE_LENGTH);
}

async function digest(text: string, length: number): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(hash)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').slice(0, length);
}
