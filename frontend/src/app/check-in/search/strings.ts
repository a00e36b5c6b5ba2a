export const searchWords = {
  heading: $localize`:@@search.heading:Cerca un nome`,
  label: $localize`:@@search.label:Nome o cognome`,
  hint: $localize`:@@search.hint:Almeno tre lettere`,
  find: $localize`:@@search.find:Cerca`,
  finding: $localize`:@@search.finding:Cerchiamo…`,
  found: $localize`:@@search.found:Prenotazioni trovate`,
  none: $localize`:@@search.none:Nessuno con questo nome`,
  noneText: $localize`:@@search.noneText:Prova con il cognome di chi ha prenotato, o chiedi il codice.`,
  many: $localize`:@@search.many:Ne mostriamo dieci: scrivi più lettere per trovare gli altri.`,
  alone: $localize`:@@search.alone:I nomi si cercano solo con la rete`,
  aloneText: $localize`:@@search.aloneText:Sul telefono non ci sono nomi. Prendi la lista di carta, oppure scrivi il codice.`,
};
