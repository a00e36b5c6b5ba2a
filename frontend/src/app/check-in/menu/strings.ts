export const menuWords = {
  heading: $localize`:@@menu.heading:Altro`,
  test: $localize`:@@menu.test:Prova il telefono`,
  houseClear: $localize`:@@menu.houseClear:Pubblico in sala`,
  sheet: $localize`:@@menu.sheet:Foglio con i codici finti`,
  mute: $localize`:@@menu.mute:Togli il suono`,
  unmute: $localize`:@@menu.unmute:Rimetti il suono`,
  startPractice: $localize`:@@menu.startPractice:Inizia un’esercitazione`,
  startPracticeText: $localize`:@@menu.startPracticeText:Le stesse schermate con trenta visitatori inventati: nessuno viene contato.`,
  endPractice: $localize`:@@menu.endPractice:Termina l’esercitazione`,
};
