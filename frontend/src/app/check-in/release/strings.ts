import { plural } from '../../shared/language';

export const releaseWords = {
  offer: (count: number): string =>
    plural(
      count,
      $localize`:@@release.offer.one:Libera ${count}:count: posto non reclamato`,
      $localize`:@@release.offer.other:Libera ${count}:count: posti non reclamati`,
    ),
  heading: (count: number): string =>
    plural(
      count,
      $localize`:@@release.heading.one:Liberare ${count}:count: posto?`,
      $localize`:@@release.heading.other:Liberare ${count}:count: posti?`,
    ),
  text: $localize`:@@release.text:Vanno a chi aspetta senza prenotazione. Chi li aveva prenotati e arriva dopo, entra solo se c’è ancora posto.`,
  confirm: (count: number): string =>
    plural(
      count,
      $localize`:@@release.confirm.one:Sì, libera ${count}:count: posto`,
      $localize`:@@release.confirm.other:Sì, libera ${count}:count: posti`,
    ),
  done: (count: number): string =>
    plural(
      count,
      $localize`:@@release.done.one:Liberato ${count}:count: posto`,
      $localize`:@@release.done.other:Liberati ${count}:count: posti`,
    ),
  takeBack: $localize`:@@release.takeBack:Riprendi`,
};
