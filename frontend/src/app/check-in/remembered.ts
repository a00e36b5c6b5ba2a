/** What a phone remembers of itself (its camera, its sound), never of a visitor. A browser that keeps nothing forgets it. */
type Preference = 'camera' | 'muted';

export function remembered(preference: Preference): string {
  try {
    return localStorage.getItem(`azl-door-${preference}`) ?? '';
  } catch {
    return '';
  }
}

export function remember(preference: Preference, value: string): void {
  try {
    localStorage.setItem(`azl-door-${preference}`, value);
  } catch {
    // Storage is full or switched off: it is asked again next time.
  }
}
