import type { Refusal } from '../api/refusal';
import { doorClock } from './door-clock';
import type { DoorVerdict } from './scene';
import { partyWords } from './strings';

export type Tone = 'admit' | 'already' | 'refused';

export interface VerdictWords {
  readonly tone: Tone;
  readonly heading: string;
  readonly text: string;
  /** What the person at the door does now. */
  readonly advice: string;
}

/** No default on purpose: a new kind of verdict breaks the build until it has words here. */
// eslint-disable-next-line max-lines-per-function -- a list of sentences: cut up, it would hide a gap
export function verdictWords(verdict: DoorVerdict): VerdictWords {
  switch (verdict.kind) {
    case 'admit':
      return admit(verdict);
    case 'already_checked_in':
      return alreadyIn(verdict);
    case 'not_confirmed':
      return refused(
        $localize`:@@door.verdict.notConfirmed:Non confermata`,
        $localize`:@@door.verdict.notConfirmedText:La prenotazione non è stata confermata per e-mail.`,
        $localize`:@@door.verdict.notConfirmedAdvice:Se apre il messaggio e preme «Conferma» adesso, può entrare. Se no, manda in biglietteria.`,
      );
    case 'reservation_cancelled':
      return refused(
        $localize`:@@door.verdict.cancelled:Prenotazione annullata`,
        $localize`:@@door.verdict.cancelledText:I suoi posti sono tornati liberi.`,
        $localize`:@@door.verdict.cancelledAdvice:Può entrare senza prenotazione, se ci sono posti: manda in biglietteria.`,
      );
    case 'reservation_expired':
      return refused(
        $localize`:@@door.verdict.expired:Prenotazione scaduta`,
        $localize`:@@door.verdict.expiredText:Non è stata confermata in tempo.`,
        $localize`:@@door.verdict.expiredAdvice:Può entrare senza prenotazione, se ci sono posti: manda in biglietteria.`,
      );
    case 'performance_cancelled':
      return refused(
        $localize`:@@door.verdict.performanceCancelled:Replica annullata`,
        $localize`:@@door.verdict.performanceCancelledText:Questa replica non va in scena.`,
        $localize`:@@door.verdict.performanceCancelledAdvice:Manda in biglietteria: ci sono le altre date.`,
      );
    case 'wrong_performance':
      return refused(
        $localize`:@@door.verdict.wrong:È per un’altra replica`,
        [verdict.other?.title, verdict.other?.startsLabel].filter(Boolean).join(', '),
        $localize`:@@door.verdict.wrongAdvice:Controlla la data con chi hai davanti.`,
      );
    case 'seats_released':
      return seatsReleased(verdict.seatsAvailable ?? 0);
    case 'unknown':
      return refused(
        $localize`:@@door.refused.unknown:Codice sconosciuto`,
        $localize`:@@door.refused.unknownText:Non è un nostro codice, o è scritto male.`,
        $localize`:@@door.refused.unknownAdvice:Controlla le lettere, o cerca l’altro messaggio sul telefono. Se no, manda in biglietteria.`,
      );
    case 'not_on_list':
      return refused(
        $localize`:@@door.verdict.notOnList:Non è in questo elenco`,
        $localize`:@@door.verdict.notOnListText:Il telefono non lo conosce, e senza rete non può chiedere.`,
        $localize`:@@door.verdict.notOnListAdvice:Guarda sull’elenco di carta, oppure manda in biglietteria: può aver prenotato poco fa.`,
      );
  }
}

function admit({ party }: DoorVerdict): VerdictWords {
  const isPartlyIn = party !== undefined && party.admitted > 0;
  return {
    tone: 'admit',
    heading: $localize`:@@door.verdict.admit:Può entrare`,
    text: isPartlyIn ? partyWords.inside(party.admitted, party.partySize) : '',
    advice: '',
  };
}

function alreadyIn(verdict: DoorVerdict): VerdictWords {
  const left = verdict.party?.toCome ?? 0;
  return {
    tone: 'already',
    heading: $localize`:@@door.verdict.already:Già dentro`,
    text: whenWhereAndBy(verdict),
    advice: left > 0 ? partyWords.toCome(left) : $localize`:@@door.verdict.alreadyAdvice:Sono già entrati tutti. Chiedi chi ha mostrato il codice; nel dubbio, manda in biglietteria.`,
  };
}

/** "Alle 20:41, Ingresso, da Marta Riva", as much of it as is known. */
function whenWhereAndBy({ lastAt, lastWhere, lastBy }: DoorVerdict): string {
  const time = lastAt && doorClock(lastAt);
  return [
    time && $localize`:@@door.verdict.alreadyAt:Alle ${time}:time:`,
    lastWhere,
    lastBy && $localize`:@@door.verdict.alreadyBy:da ${lastBy}:by:`,
  ].filter(Boolean).join(', ');
}

function seatsReleased(left: number): VerdictWords {
  return refused(
    $localize`:@@door.verdict.released:Posti liberati`,
    $localize`:@@door.verdict.releasedText:Non erano arrivati in tempo, e i posti sono andati a chi aspettava.`,
    left > 0
      ? $localize`:@@door.verdict.releasedAdvice:Posti ancora liberi: ${left}:left:.`
      : $localize`:@@door.verdict.releasedFull:Non ci sono più posti. Fai aspettare, e chiedi in biglietteria.`,
  );
}

/** No default on purpose: a refusal that is new to the API breaks the build until it has words here. */
// eslint-disable-next-line max-lines-per-function -- as above
export function doorRefusalWords(refusal: Refusal): VerdictWords {
  const { facts, detail } = refusal;
  switch (refusal.code) {
    case 'already_checked_in':
      return verdictWords({ ...judged('already_checked_in'), lastAt: facts.checked_in_at, lastBy: facts.checked_in_by });
    case 'not_found':
      return verdictWords(judged('unknown'));
    case 'not_confirmed':
    case 'reservation_cancelled':
    case 'reservation_expired':
    case 'wrong_performance':
    case 'performance_cancelled':
      return verdictWords(judged(refusal.code));
    case 'seats_released':
      return seatsReleased(facts.seats_available ?? 0);
    case 'undo_too_late':
      return refused(
        $localize`:@@door.refused.undoTooLate:Non si può più annullare qui`,
        detail,
        $localize`:@@door.refused.undoTooLateAdvice:Dopo dieci secondi lo annulla la biglietteria, dalla prenotazione.`,
      );
    case 'not_enough_seats':
      return refused(
        $localize`:@@door.refused.noSeats:Non ci sono posti`,
        detail,
        $localize`:@@door.refused.noSeatsAdvice:Fai aspettare, e chiedi in biglietteria.`,
      );
    case 'release_off':
    case 'too_early_to_release':
      return refused(
        $localize`:@@door.refused.keepPlaces:I posti non si liberano adesso`,
        detail,
        $localize`:@@door.refused.keepPlacesAdvice:Tienili per chi ha prenotato. Nel dubbio, chiedi in biglietteria.`,
      );
    case 'not_tonight':
      return refused(
        $localize`:@@door.refused.notTonight:Non è la replica di stasera`,
        detail,
        $localize`:@@door.refused.notTonightAdvice:Controlla di avere aperto la porta giusta.`,
      );
    case 'not_authenticated':
    case 'permission_denied':
      return refused(
        $localize`:@@door.refused.signedOut:Non hai accesso alla porta`,
        '',
        $localize`:@@door.refused.signedOutAdvice:Accedi di nuovo con il tuo account di sala: si riprende da qui.`,
      );
    case 'offline':
      return refused(
        $localize`:@@door.refused.offline:Non c’è rete`,
        '',
        $localize`:@@door.refused.offlineAdvice:Avvicinati a una finestra e riprova. Non verrà contato due volte.`,
      );
    case 'unreachable':
      return refused(
        $localize`:@@door.refused.unreachable:Nessuna risposta`,
        '',
        $localize`:@@door.refused.unreachableAdvice:Riprova: non verrà contato due volte.`,
      );
    case 'busy':
    case 'throttled':
      return refused(
        $localize`:@@door.refused.busy:Un momento`,
        detail,
        $localize`:@@door.refused.busyAdvice:Riprova tra qualche secondo. Non verrà contato due volte.`,
      );
    // Visitors' own refusals, and what nobody foresaw: the server's words.
    case 'party_too_large':
    case 'too_many_seats':
    case 'not_yet_open':
    case 'booking_closed':
    case 'idempotency_conflict':
    case 'sync_too_late':
    case 'invalid':
    case 'server_error':
    case 'unexpected':
      return refused(
        $localize`:@@door.refused.unexpected:Qualcosa non ha funzionato`,
        detail,
        $localize`:@@door.refused.unexpectedAdvice:Riprova. Se succede ancora, manda in biglietteria.`,
      );
  }
}

function judged(kind: DoorVerdict['kind']): DoorVerdict {
  return { kind, source: 'server', isCorrection: false };
}

function refused(heading: string, text: string, advice: string): VerdictWords {
  return { tone: 'refused', heading, text, advice };
}
