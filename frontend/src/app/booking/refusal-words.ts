import type { Refusal, RefusalCode } from '../api/refusal';
import { dayAndTime } from '../shared/clock';
import { plural } from '../shared/language';
import { fieldWords } from './strings';

/** What a refused visitor can do: choose again, get fresh dates, send once more, load the page anew. */
export type NextStep = 'choose' | 'refresh' | 'send' | 'reload' | 'correct';

export interface RefusalWords {
  readonly heading: string;
  readonly text: string;
  readonly next: NextStep;
}

/** A refusal of the server, or a page that was left while it was sending. */
export type Trouble = Omit<Refusal, 'code'> & { readonly code: RefusalCode | 'interrupted' };

export const INTERRUPTED: Trouble = { code: 'interrupted', detail: '', facts: {}, fields: [], retryAfterSeconds: null };

/** No default on purpose: a refusal that is new to the API breaks the build until it has words here. */
// eslint-disable-next-line max-lines-per-function -- a list of sentences: cut up, it would hide a gap
export function bookingRefusalWords(refusal: Trouble): RefusalWords {
  switch (refusal.code) {
    case 'not_enough_seats':
      return notEnoughSeats(refusal);
    case 'too_many_seats':
      return {
        heading: $localize`:@@booking.refused.tooManySeats:Con questo indirizzo avete già molti posti`,
        text: refusal.detail,
        next: 'choose',
      };
    case 'party_too_large':
      return partyTooLarge(refusal);
    case 'not_yet_open':
      return notYetOpen(refusal);
    case 'booking_closed':
      return {
        heading: $localize`:@@booking.refused.closed:Le prenotazioni per questa replica sono chiuse`,
        text: $localize`:@@booking.refused.closedText:Prova alla porta: se ci sono posti, entri lo stesso. Oppure scegli un’altra data.`,
        next: 'refresh',
      };
    case 'performance_cancelled':
      return {
        heading: $localize`:@@booking.refused.cancelled:Questa replica è stata annullata`,
        text: $localize`:@@booking.refused.cancelledText:Ci dispiace. Guarda le altre date dello spettacolo.`,
        next: 'refresh',
      };
    case 'not_found':
      return {
        heading: $localize`:@@booking.refused.notFound:Questa replica non è più in programma`,
        text: $localize`:@@booking.refused.notFoundText:Ricarichiamo le date, così puoi sceglierne un’altra.`,
        next: 'refresh',
      };
    case 'idempotency_conflict':
      return {
        heading: $localize`:@@booking.refused.conflict:Avevamo già ricevuto questa prenotazione, con altri dati`,
        text: $localize`:@@booking.refused.conflictText:Controlla la posta prima di inviarla di nuovo: un secondo invio sarà una prenotazione in più.`,
        next: 'send',
      };
    case 'throttled':
      return throttled(refusal);
    case 'invalid':
      return { heading: fieldWords.summary, text: '', next: 'correct' };
    case 'not_authenticated':
    case 'permission_denied':
      return {
        heading: $localize`:@@booking.refused.denied:La pagina è aperta da troppo tempo`,
        text: $localize`:@@booking.refused.deniedText:Per sicurezza va ricaricata prima di prenotare.`,
        next: 'reload',
      };
    case 'offline':
      return {
        heading: $localize`:@@booking.refused.offline:Non c’è rete`,
        text: $localize`:@@booking.refused.offlineText:Non è andato perso niente. Quando torna la rete, premi di nuovo.`,
        next: 'send',
      };
    case 'unreachable':
      return {
        heading: $localize`:@@booking.refused.unreachable:Non abbiamo ricevuto risposta`,
        text: $localize`:@@booking.refused.unreachableText:Prova di nuovo: se la prima richiesta era arrivata, non prenoterai due volte.`,
        next: 'send',
      };
    case 'busy':
      return {
        heading: $localize`:@@booking.refused.busy:In questo momento siamo in tanti`,
        text: $localize`:@@booking.refused.busyText:Prova di nuovo tra qualche secondo: quello che hai scritto resta qui.`,
        next: 'send',
      };
    case 'reservation_expired':
    case 'reservation_cancelled':
      return {
        heading: $localize`:@@booking.refused.over:Questa prenotazione non è più valida`,
        text: $localize`:@@booking.refused.overText:Scegli di nuovo la data: i tuoi dati restano qui.`,
        next: 'refresh',
      };
    case 'not_confirmed':
      return {
        heading: $localize`:@@booking.refused.notConfirmed:Questa prenotazione aspetta ancora la tua conferma`,
        text: $localize`:@@booking.refused.notConfirmedText:Apri il messaggio che ti abbiamo mandato e premi «Conferma».`,
        next: 'refresh',
      };
    case 'wrong_performance':
      return {
        heading: $localize`:@@booking.refused.wrongPerformance:Questa prenotazione è per un’altra data`,
        text: $localize`:@@booking.refused.wrongPerformanceText:La data giusta è nel messaggio che ti abbiamo mandato.`,
        next: 'refresh',
      };
    case 'already_checked_in':
      return {
        heading: $localize`:@@booking.refused.checkedIn:Con questa prenotazione siete già entrati`,
        text: $localize`:@@booking.refused.checkedInText:Per altre persone serve una prenotazione nuova.`,
        next: 'refresh',
      };
    case 'interrupted':
      return {
        heading: $localize`:@@booking.refused.interrupted:Non sappiamo se la prenotazione è arrivata`,
        text: $localize`:@@booking.refused.interruptedText:La pagina si è chiusa mentre la mandavamo. Premi di nuovo: se era già arrivata, non prenoterai due volte.`,
        next: 'send',
      };
    case 'server_error':
      return {
        heading: $localize`:@@booking.refused.serverError:Il nostro sito ha avuto un guasto`,
        text: $localize`:@@booking.refused.serverErrorText:Non dipende da te. Prova di nuovo tra poco: non prenoterai due volte, e quello che hai scritto resta qui.`,
        next: 'send',
      };
    // Nobody but the door ever hears these.
    case 'undo_too_late':
    case 'sync_too_late':
    case 'release_off':
    case 'too_early_to_release':
    case 'seats_released':
    case 'not_tonight':
    case 'unexpected':
      return {
        heading: $localize`:@@booking.refused.unexpected:Qualcosa non ha funzionato`,
        text: refusal.detail || $localize`:@@booking.refused.unexpectedText:Prova di nuovo tra poco: quello che hai scritto resta qui.`,
        next: 'send',
      };
  }
}

/** True where the way on is another date: the notice then names the next ones. */
export function pointsToOtherDates({ code }: Trouble): boolean {
  const codes: readonly Trouble['code'][] = [
    'not_enough_seats',
    'not_yet_open',
    'booking_closed',
    'performance_cancelled',
    'not_found',
  ];
  return codes.includes(code);
}

/** What is said instead of "no network" once it is back: nothing is sent without a tap. */
export function backOnlineWords(): RefusalWords {
  return {
    heading: $localize`:@@booking.refused.online:La rete è tornata`,
    text: $localize`:@@booking.refused.onlineText:Quello che hai scritto è ancora qui. Premi per mandarlo.`,
    next: 'send',
  };
}

/** The words around a mail of a reservation that has been made: here nothing can be booked twice. */
// eslint-disable-next-line max-lines-per-function -- as above
export function mailRefusalWords(refusal: Refusal): RefusalWords {
  switch (refusal.code) {
    case 'not_found':
      return {
        heading: $localize`:@@booking.mail.notFound:Non troviamo più questa prenotazione`,
        text: $localize`:@@booking.mail.notFoundText:Guarda nella posta se c’è una conferma. Se no, puoi prenotare di nuovo.`,
        next: 'correct',
      };
    case 'invalid':
      return { heading: fieldWords.emailMalformed, text: '', next: 'correct' };
    case 'unreachable':
      return {
        heading: $localize`:@@booking.refused.unreachable:Non abbiamo ricevuto risposta`,
        text: $localize`:@@booking.mail.unreachableText:Prova di nuovo: al più riceverai il messaggio due volte.`,
        next: 'correct',
      };
    case 'server_error':
      return {
        heading: $localize`:@@booking.refused.serverError:Il nostro sito ha avuto un guasto`,
        text: $localize`:@@booking.mail.serverErrorText:La prenotazione c’è. Prova di nuovo tra poco.`,
        next: 'correct',
      };
    case 'offline':
    case 'busy':
    case 'throttled':
    case 'not_authenticated':
    case 'permission_denied':
    case 'unexpected':
    case 'party_too_large':
    case 'not_yet_open':
    case 'booking_closed':
    case 'performance_cancelled':
    case 'not_enough_seats':
    case 'too_many_seats':
    case 'idempotency_conflict':
    case 'reservation_expired':
    case 'reservation_cancelled':
    case 'not_confirmed':
    case 'wrong_performance':
    case 'already_checked_in':
    case 'undo_too_late':
    case 'sync_too_late':
    case 'release_off':
    case 'too_early_to_release':
    case 'seats_released':
    case 'not_tonight':
      return bookingRefusalWords(refusal);
  }
}

/** The words of the button that leads on; none where the way on is the form itself. */
export function nextStepWords(next: NextStep): string {
  switch (next) {
    case 'choose':
      return $localize`:@@booking.next.choose:Cambia il numero`;
    case 'refresh':
      return $localize`:@@booking.next.refresh:Vedi le date`;
    case 'send':
      return $localize`:@@booking.next.send:Prova di nuovo`;
    case 'reload':
      return $localize`:@@booking.next.reload:Ricarica la pagina`;
    case 'correct':
      return '';
  }
}

function notEnoughSeats({ facts }: Trouble): RefusalWords {
  const left = facts.seats_available ?? 0;
  if (left === 0) {
    return {
      heading: $localize`:@@booking.refused.full:Questa replica si è appena riempita`,
      text: $localize`:@@booking.refused.fullText:Qualcuno è arrivato un momento prima. Guarda le altre date.`,
      next: 'refresh',
    };
  }
  return {
    heading: plural(
      left,
      $localize`:@@booking.refused.fewer.one:È rimasto un posto solo`,
      $localize`:@@booking.refused.fewer.other:Sono rimasti solo ${left}:left: posti`,
    ),
    text: $localize`:@@booking.refused.fewerText:Puoi prenotare per meno persone, o scegliere un’altra data.`,
    next: 'choose',
  };
}

function partyTooLarge({ facts, detail }: Trouble): RefusalWords {
  const most = facts.max_party_size;
  return {
    heading: $localize`:@@booking.refused.tooLarge:Siete in troppi per una prenotazione sola`,
    text: most
      ? $localize`:@@booking.refused.tooLargeText:Per questa replica il massimo è ${most}:most:. Per un gruppo più grande, scrivici.`
      : detail,
    next: 'choose',
  };
}

function notYetOpen({ facts, detail }: Trouble): RefusalWords {
  const opens = facts.opens_at;
  return {
    heading: $localize`:@@booking.refused.notYetOpen:Le prenotazioni non sono ancora aperte`,
    text: opens
      ? $localize`:@@booking.refused.notYetOpenText:Si prenota da ${dayAndTime(opens)}:when:.`
      : detail,
    next: 'refresh',
  };
}

function throttled({ retryAfterSeconds }: Trouble): RefusalWords {
  const minutes = Math.max(1, Math.ceil((retryAfterSeconds ?? 60) / 60));
  return {
    heading: $localize`:@@booking.refused.throttled:Troppi tentativi in poco tempo`,
    text: plural(
      minutes,
      $localize`:@@booking.refused.throttledText.one:Aspetta un minuto, poi premi di nuovo. Quello che hai scritto resta qui.`,
      $localize`:@@booking.refused.throttledText.other:Aspetta ${minutes}:minutes: minuti, poi premi di nuovo. Quello che hai scritto resta qui.`,
    ),
    next: 'send',
  };
}
