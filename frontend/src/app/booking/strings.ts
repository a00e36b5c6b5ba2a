import type { AccessNeed } from '../api/types';
import { plural } from '../shared/language';

export const stepWords = {
  seats: $localize`:@@booking.step.seats:Quando, e in quanti?`,
  visitor: $localize`:@@booking.step.visitor:A chi intestiamo la prenotazione?`,
  progress: (step: number): string => $localize`:@@booking.progress:Passo ${step}:step: di 2`,
  loading: $localize`:@@booking.loading:Cerchiamo le date…`,
  goOn: $localize`:@@booking.goOn:Continua`,
  back: $localize`:@@booking.back:Indietro`,
  submit: $localize`:@@booking.submit:Prenota`,
  submitting: $localize`:@@booking.submitting:Stiamo prenotando…`,
  askAgain: $localize`:@@booking.askAgain:Prova di nuovo`,
  offline: $localize`:@@booking.offlineHint:Sei offline. Quello che hai scritto resta qui; potrai inviarlo quando torna la rete.`,
};

export const performanceWords = {
  choose: $localize`:@@booking.performance.choose:Scegli la replica`,
  others: $localize`:@@booking.performance.others:Altre date`,
  none: $localize`:@@booking.performance.none:Per questo spettacolo non ci sono date in programma.`,
  noneBookable: $localize`:@@booking.performance.noneBookable:Al momento non si può prenotare per nessuna data.`,
  allFull: $localize`:@@booking.performance.allFull:Tutte le date sono esaurite.`,
  askAgain: $localize`:@@booking.performance.askAgain:Controlla di nuovo`,
  partySize: $localize`:@@booking.performance.partySize:Quante persone`,
  partySizeEmpty: $localize`:@@booking.performance.partySizeEmpty:Scegli`,
  partySizeFirst: $localize`:@@booking.performance.partySizeFirst:Prima scegli la replica.`,
  people: (count: number): string =>
    plural(
      count,
      $localize`:@@booking.people.one:${count}:count: persona`,
      $localize`:@@booking.people.other:${count}:count: persone`,
    ),
  most: (count: number): string =>
    $localize`:@@booking.performance.most:Al massimo ${count}:count: per prenotazione.`,
  left: (count: number): string =>
    plural(
      count,
      $localize`:@@booking.performance.left.one:È rimasto ${count}:count: posto.`,
      $localize`:@@booking.performance.left.other:Sono rimasti ${count}:count: posti.`,
    ),
};

export const visitorWords = {
  name: $localize`:@@booking.visitor.name:Nome e cognome`,
  email: $localize`:@@booking.visitor.email:E-mail`,
  emailHint: $localize`:@@booking.visitor.emailHint:Ti scriviamo per confermare la prenotazione.`,
  phone: $localize`:@@booking.visitor.phone:Telefono (facoltativo)`,
  phoneHint: $localize`:@@booking.visitor.phoneHint:Ti chiamiamo solo se la replica salta.`,
  needs: $localize`:@@booking.visitor.needs:Esigenze di accesso`,
  needsHint: $localize`:@@booking.visitor.needsHint:Facoltativo: ci aiuta a prepararti il posto giusto.`,
  notes: $localize`:@@booking.visitor.notes:Un messaggio per noi (facoltativo)`,
  consent: $localize`:@@booking.visitor.consent:Accetto che i miei dati siano usati per gestire questa prenotazione.`,
  privacy: $localize`:@@booking.visitor.privacy:Informativa sulla privacy`,
  change: $localize`:@@booking.visitor.change:Cambia`,
  chosen: $localize`:@@booking.visitor.chosen:La tua scelta`,
};

export const needWords: Readonly<Record<AccessNeed, string>> = {
  wheelchair: $localize`:@@booking.need.wheelchair:Posto per sedia a rotelle`,
  companion: $localize`:@@booking.need.companion:Accompagnatore`,
  step_free: $localize`:@@booking.need.stepFree:Accesso senza gradini`,
  hearing_loop: $localize`:@@booking.need.hearingLoop:Impianto a induzione per l’udito`,
  sign_language: $localize`:@@booking.need.signLanguage:Posto vicino all’interprete LIS`,
  other: $localize`:@@booking.need.other:Altro (scrivilo nel messaggio)`,
};

export const doneWords = {
  checkMail: $localize`:@@booking.done.checkMail:Controlla la posta`,
  pending: (address: string): string =>
    $localize`:@@booking.done.pending:Abbiamo scritto a ${address}:address:. Apri il messaggio e premi «Conferma»: i posti sono tuoi da quel momento.`,
  confirmBefore: (when: string): string =>
    $localize`:@@booking.done.confirmBefore:Il collegamento vale fino a ${when}:when:.`,
  notArrived: $localize`:@@booking.done.notArrived:Non arriva? Guarda tra la posta indesiderata, poi controlla l’indirizzo.`,
  alreadyConfirmed: $localize`:@@booking.done.alreadyConfirmed:Prenotazione confermata`,
  confirmed: (address: string): string =>
    $localize`:@@booking.done.confirmed:Il codice per entrare è nel messaggio che abbiamo mandato a ${address}:address:.`,
  over: $localize`:@@booking.done.over:Questa prenotazione non è più valida`,
  overText: $localize`:@@booking.done.overText:È stata annullata, o non è stata confermata in tempo. Puoi prenotare di nuovo.`,
  reference: $localize`:@@booking.done.reference:Codice`,
  performance: $localize`:@@booking.done.performance:Replica`,
  place: $localize`:@@booking.done.place:Dove`,
  party: $localize`:@@booking.done.party:Persone`,
  again: $localize`:@@booking.done.again:Fai un’altra prenotazione`,
};

export const fieldWords = {
  summary: $localize`:@@booking.problems:Manca ancora qualcosa`,
  performanceMissing: $localize`:@@booking.field.performanceMissing:Scegli una replica.`,
  partySizeMissing: $localize`:@@booking.field.partySizeMissing:Scegli quante persone siete.`,
  partyTooLarge: (most: number): string =>
    $localize`:@@booking.field.partyTooLarge:Per questa replica puoi scegliere al massimo ${most}:most:.`,
  nameMissing: $localize`:@@booking.field.nameMissing:Scrivi nome e cognome.`,
  emailMissing: $localize`:@@booking.field.emailMissing:Scrivi il tuo indirizzo e-mail.`,
  emailMalformed: $localize`:@@booking.field.emailMalformed:Controlla l’indirizzo e-mail: dev’essere come nome@esempio.it.`,
  consentMissing: $localize`:@@booking.field.consentMissing:Per prenotare serve il tuo consenso.`,
};
