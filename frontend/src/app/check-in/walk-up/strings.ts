import { plural } from '../../shared/language';

export const walkUpWords = {
  heading: $localize`:@@walkUp.heading:Quante persone senza prenotazione?`,
  keys: $localize`:@@walkUp.keys:Numero di persone`,
  free: (count: number): string =>
    plural(
      count,
      $localize`:@@walkUp.free.one:È libero ${count}:count: posto. Con un tocco entrano subito.`,
      $localize`:@@walkUp.free.other:Sono liberi ${count}:count: posti. Con un tocco entrano subito.`,
    ),
  full: $localize`:@@walkUp.full:Non ci sono posti liberi. Fai aspettare, e chiedi in biglietteria.`,
  alone: $localize`:@@walkUp.alone:Senza rete non si può`,
  aloneText: $localize`:@@walkUp.aloneText:Un altro telefono potrebbe aver dato gli stessi posti. Fai aspettare finché torna la rete, oppure conta i posti con la biglietteria.`,
};
