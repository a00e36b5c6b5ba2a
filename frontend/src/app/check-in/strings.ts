import type { AccessNeed } from '../api/types';
import { plural } from '../shared/language';

export const doorWords = {
  loading: $localize`:@@door.loading:Cerchiamo le repliche di stasera…`,
  choose: $localize`:@@door.choose:Che porta apri?`,
  tonight: $localize`:@@door.tonight:Stasera`,
  change: $localize`:@@door.change:Cambia replica`,
  none: $localize`:@@door.none:Non ci sono repliche da aprire`,
  noneText: $localize`:@@door.noneText:Se stasera si va in scena, chiedi alla biglietteria di controllare le date.`,
  askAgain: $localize`:@@door.askAgain:Controlla di nuovo`,
  signIn: $localize`:@@door.signIn:Accedi di nuovo`,
  looking: $localize`:@@door.looking:Un momento…`,
  scan: $localize`:@@door.scan:Scansiona`,
  test: $localize`:@@door.test:Prova il telefono`,
  walkUp: $localize`:@@door.walkUp:Senza prenotazione`,
  search: $localize`:@@door.search:Cerca un nome`,
  menu: $localize`:@@door.menu:Altro`,
  back: $localize`:@@door.back:Indietro`,
  help: $localize`:@@door.tools:Altri modi di far entrare`,
};

export const countWords = {
  heading: $localize`:@@door.counts:Conteggio`,
  admitted: $localize`:@@door.counts.admitted:Dentro`,
  toCome: $localize`:@@door.counts.toCome:Attesi`,
  walkUps: $localize`:@@door.counts.walkUps:Senza prenotazione`,
  free: $localize`:@@door.counts.free:Liberi`,
};

export const entryWords = {
  label: $localize`:@@door.entry.label:Codice o indirizzo del pass`,
  hint: $localize`:@@door.entry.hint:Per esempio K7QF-2MXW, con o senza trattino`,
  missing: $localize`:@@door.entry.missing:Scrivi o incolla un codice.`,
  check: $localize`:@@door.entry.check:Controlla`,
  checking: $localize`:@@door.entry.checking:Controlliamo…`,
};

export const actionWords = {
  admitAll: (count: number): string =>
    plural(
      count,
      $localize`:@@door.admitAll.one:Fai entrare ${count}:count: persona`,
      $localize`:@@door.admitAll.other:Fai entrare tutte e ${count}:count:`,
    ),
  admit: (count: number, of: number): string =>
    $localize`:@@door.admit:Fai entrare ${count}:count: di ${of}:of:`,
  reclaim: (count: number): string =>
    plural(
      count,
      $localize`:@@door.reclaim.one:Riprendi il posto e fai entrare ${count}:count: persona`,
      $localize`:@@door.reclaim.other:Riprendi i posti e fai entrare ${count}:count: persone`,
    ),
  fewer: $localize`:@@door.fewer:Una persona in meno`,
  more: $localize`:@@door.more:Una persona in più`,
  howMany: $localize`:@@door.howMany:Quante entrano adesso`,
  next: $localize`:@@door.next:Prossimo`,
  cancel: $localize`:@@door.cancel:Lascia stare`,
  undo: $localize`:@@door.undo:Annulla l’ingresso`,
  fewerPeople: $localize`:@@door.fewerPeople:Meno persone`,
  switchDoor: (title: string): string => $localize`:@@door.switchDoor:Passa alla porta di «${title}:title:»`,
};

export const partyWords = {
  people: (count: number): string =>
    plural(
      count,
      $localize`:@@door.people.one:${count}:count: persona`,
      $localize`:@@door.people.other:${count}:count: persone`,
    ),
  needs: $localize`:@@door.needs:Esigenze di accesso`,
  inside: (admitted: number, of: number): string =>
    $localize`:@@door.inside:${admitted}:admitted: di ${of}:of: già dentro`,
  toCome: (count: number): string =>
    plural(
      count,
      $localize`:@@door.toCome.one:Ne manca ${count}:count:`,
      $localize`:@@door.toCome.other:Ne mancano ${count}:count:`,
    ),
};

export const admittedWords = {
  heading: (count: number): string =>
    plural(
      count,
      $localize`:@@door.admitted.one:Entrata ${count}:count: persona`,
      $localize`:@@door.admitted.other:Entrate ${count}:count: persone`,
    ),
  undone: $localize`:@@door.undone:Ingresso annullato`,
  undoneText: $localize`:@@door.undoneText:La prenotazione può entrare di nuovo.`,
  undoneWalkUp: $localize`:@@door.undoneWalkUp:I posti sono di nuovo liberi.`,
  tooLate: $localize`:@@door.undoTooLate:Adesso lo annulla solo la biglietteria.`,
  seconds: (count: number): string => $localize`:@@door.undoSeconds:${count}:count: s`,
};

export const stayWords = {
  heading: (count: number): string =>
    plural(
      count,
      $localize`:@@door.stay.one:Non puoi ancora uscire: ${count}:count: ingresso è da inviare`,
      $localize`:@@door.stay.other:Non puoi ancora uscire: ${count}:count: ingressi sono da inviare`,
    ),
  text: $localize`:@@door.stayText:Stanno solo su questo telefono. Avvicinati alla rete: partono da soli, poi puoi uscire.`,
};

export const correctionWords = $localize`:@@door.correction:Il server dice altro`;
export const lateWords = $localize`:@@door.late:A spettacolo iniziato`;

export const doorNeedWords: Readonly<Record<AccessNeed, string>> = {
  wheelchair: $localize`:@@door.need.wheelchair:Sedia a rotelle`,
  companion: $localize`:@@door.need.companion:Accompagnatore`,
  step_free: $localize`:@@door.need.stepFree:Senza gradini`,
  hearing_loop: $localize`:@@door.need.hearingLoop:Impianto a induzione`,
  sign_language: $localize`:@@door.need.signLanguage:Interprete LIS`,
  other: $localize`:@@door.need.other:Altro: chiedi`,
};
