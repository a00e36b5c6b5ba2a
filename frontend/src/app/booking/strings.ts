import type { AccessNeed, AccessType } from '../api/types';
import { plural } from '../shared/language';
import type { Loss } from './reservation-form';

export const stepWords = {
  seats: $localize`:@@booking.step.seats:Quando, e in quanti?`,
  visitor: $localize`:@@booking.step.visitor:A chi intestiamo la prenotazione?`,
  progress: (step: number): string => $localize`:@@booking.progress:Passo ${step}:step: di 2`,
  loading: $localize`:@@booking.loading:Cerchiamo le date…`,
  goOn: $localize`:@@booking.goOn:Continua`,
  back: $localize`:@@booking.back:Indietro`,
  submit: $localize`:@@booking.submit:Prenota`,
  submitting: $localize`:@@booking.submitting:Stiamo prenotando…`,
  changeNumber: $localize`:@@booking.next.choose:Cambia il numero`,
  askAgain: $localize`:@@booking.askAgain:Prova di nuovo`,
  offline: $localize`:@@booking.offlineHint:Sei offline. Quello che hai scritto resta qui; potrai inviarlo quando torna la rete.`,
};

export const performanceWords = {
  choose: $localize`:@@booking.performance.choose:Scegli la replica`,
  chosen: $localize`:@@booking.performance.chosen:La data che hai scelto`,
  others: $localize`:@@booking.performance.others:Altre date`,
  none: $localize`:@@booking.performance.none:Per questo spettacolo non ci sono date in programma.`,
  noneBookable: $localize`:@@booking.performance.noneBookable:Al momento non si può prenotare per nessuna data.`,
  allFull: $localize`:@@booking.performance.allFull:Tutte le date sono esaurite.`,
  askAgain: $localize`:@@booking.performance.askAgain:Controlla di nuovo`,
  partySize: $localize`:@@booking.performance.partySize:Quante persone`,
  partySizeEmpty: $localize`:@@booking.performance.partySizeEmpty:Scegli`,
  another: $localize`:@@booking.performance.another:Un’altra data`,
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

export const accessWords: Readonly<Record<AccessType, string>> = {
  relaxed: $localize`:@@booking.access.relaxed:Rilassata`,
  captioned: $localize`:@@booking.access.captioned:Con soprattitoli`,
  audio_described: $localize`:@@booking.access.audioDescribed:Con audiodescrizione`,
  signed: $localize`:@@booking.access.signed:Con interprete LIS`,
};

/** What is said when the date that was chosen cannot be had any more. */
export const lossWords = {
  heading: {
    full: $localize`:@@booking.loss.full:La data che hai scelto è esaurita`,
    closed: $localize`:@@booking.loss.closed:Per la data che hai scelto le prenotazioni sono chiuse`,
    not_yet_open: $localize`:@@booking.loss.notYetOpen:Per la data che hai scelto non si prenota ancora`,
    cancelled: $localize`:@@booking.loss.cancelled:La data che hai scelto è stata annullata`,
    gone: $localize`:@@booking.loss.gone:La data che hai scelto non è più in programma`,
  } satisfies Readonly<Record<Loss, string>>,
  text: $localize`:@@booking.loss.text:Quello che hai scritto resta qui.`,
  next: $localize`:@@booking.loss.next:Ci sono posti in queste date:`,
  noNext: $localize`:@@booking.loss.noNext:Per ora non ci sono altre date con posti. Se vuoi tentare, prova alla porta.`,
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
  turns: $localize`:@@booking.done.turns:Puoi aprirlo anche su un altro apparecchio: questa pagina se ne accorge da sola.`,
  alreadyConfirmed: $localize`:@@booking.done.alreadyConfirmed:Prenotazione confermata`,
  confirmed: (address: string): string =>
    $localize`:@@booking.done.confirmed:Il codice per entrare è nel messaggio che abbiamo mandato a ${address}:address:.`,
  expired: $localize`:@@booking.done.expired:Il tempo per confermare è passato`,
  expiredText: $localize`:@@booking.done.expiredText:I posti sono tornati liberi. Se vuoi venire, prenota di nuovo: la tua scelta è ancora qui.`,
  cancelled: $localize`:@@booking.done.cancelled:Prenotazione annullata`,
  cancelledText: $localize`:@@booking.done.cancelledText:I posti sono tornati liberi. Se cambi idea, puoi prenotare di nuovo.`,
  reference: $localize`:@@booking.done.reference:Codice`,
  performance: $localize`:@@booking.done.performance:Replica`,
  place: $localize`:@@booking.done.place:Dove`,
  party: $localize`:@@booking.done.party:Persone`,
  again: $localize`:@@booking.done.again:Fai un’altra prenotazione`,
  bookAgain: $localize`:@@booking.done.bookAgain:Prenota di nuovo`,
};

export const mailWords = {
  notArrived: $localize`:@@booking.mail.notArrived:Non arriva niente? Guarda anche tra la posta indesiderata.`,
  resend: $localize`:@@booking.mail.resend:Manda di nuovo`,
  resent: $localize`:@@booking.mail.resent:Mandato. Se ancora non arriva, tra mezzo minuto puoi riprovare.`,
  wrong: $localize`:@@booking.mail.wrong:L’indirizzo è sbagliato`,
  meant: (address: string): string => $localize`:@@booking.mail.meant:Volevi scrivere ${address}:address:?`,
  correct: $localize`:@@booking.mail.correct:Correggi`,
  address: $localize`:@@booking.mail.address:Il tuo indirizzo e-mail`,
  addressHint: $localize`:@@booking.mail.addressHint:Il collegamento nel primo messaggio smette di valere.`,
  send: $localize`:@@booking.mail.send:Manda a questo indirizzo`,
  sending: $localize`:@@booking.mail.sending:Un momento…`,
  leave: $localize`:@@booking.mail.leave:Lascia stare`,
  corrected: (address: string): string =>
    $localize`:@@booking.mail.corrected:Fatto: abbiamo scritto a ${address}:address:.`,
  failed: $localize`:@@booking.mail.failed:Il messaggio non è partito`,
  failedText: (address: string): string =>
    $localize`:@@booking.mail.failedText:La casella ${address}:address: non lo accetta. Controlla l’indirizzo, o scrivine un altro.`,
};

export const fieldWords = {
  summary: $localize`:@@booking.problems:Manca ancora qualcosa`,
  performanceMissing: $localize`:@@booking.field.performanceMissing:Scegli una replica.`,
  performanceLost: $localize`:@@booking.field.performanceLost:La data che hai scelto non si può più prenotare. Scegline un’altra.`,
  partySizeMissing: $localize`:@@booking.field.partySizeMissing:Scegli quante persone siete.`,
  partyTooLarge: (most: number): string =>
    $localize`:@@booking.field.partyTooLarge:Per questa replica puoi scegliere al massimo ${most}:most:.`,
  nameMissing: $localize`:@@booking.field.nameMissing:Scrivi nome e cognome.`,
  emailMissing: $localize`:@@booking.field.emailMissing:Scrivi il tuo indirizzo e-mail.`,
  emailMalformed: $localize`:@@booking.field.emailMalformed:Controlla l’indirizzo e-mail: dev’essere come nome@esempio.it.`,
  consentMissing: $localize`:@@booking.field.consentMissing:Per prenotare serve il tuo consenso.`,
};
