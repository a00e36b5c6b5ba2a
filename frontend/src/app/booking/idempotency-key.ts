/**
 * The key under which a reservation is asked for. It stays until the server has answered with a
 * reservation, or has said that one was made under it with other content: no refusal, no lost answer
 * and no reload changes it, so that whatever is sent again cannot book twice.
 */
export function newKey(): string {
  return crypto.randomUUID();
}

export function isKey(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
