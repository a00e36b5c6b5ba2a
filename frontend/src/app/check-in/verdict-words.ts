import type { Refusal } from '../api/refusal';
import type { Party, Preview } from '../api/types';
import { clockTime } from '../shared/clock';
import { partyWords } from './strings';

export type Tone = 'admit' | 'already' | 'refused';

export interface VerdictWords {
  readonly tone: Tone;
  readonly heading: string;
  readonly text: string;
  /** What the person at the door does now. */
  readonly advice: string;
}

/** No default on purpose: a new verdict breaks the build until it has words here. */
export function verdictWords(preview: Preview): VerdictWords {
  switch (preview.verdict) {
    case 'admit':
      return admit(preview.reservation);
    case 'already_checked_in':
      return alreadyIn({
        checked_in_at: preview.checked_in_at ?? undefined,
        checked_in_by: preview.checked_in_by ?? undefined,
        to_come: preview.reservation.to_come,
      });
    case 'not_confirmed':
      return notConfirmed();
    case 'reservation_cancelled':
      return reservationCancelled();
    case 'wrong_performance':
      return wrongPerformance(preview.performance.show.title, preview.performance.starts_label);
    case 'performance_cancelled':
      return performanceCancelled();
    case 'seats_released':
      return refused(preview.detail, '', '');
  }
}

/** No default on purpose: a refusal that is new to the API breaks the build until it has words here. */
// eslint-disable-next-line max-lines-per-function -- a list of sentences: cut up, it would hide a gap
export function doorRefusalWords(refusal: Refusal): VerdictWords {
  const { facts, detail } = refusal;
  switch (refusal.code) {
    case 'already_checked_in':
      return alreadyIn(facts);
    case 'not_confirmed':
      return notConfirmed();
    case 'reservation_cancelled':
      return reservationCancelled();
    case 'reservation_expired':
      return reservationExpired();
    case 'wrong_performance':
      return wrongPerformance(facts.performance?.show_title ?? '', facts.performance?.starts_label ?? '');
    case 'performance_cancelled':
      return performanceCancelled();
    case 'not_found':
      return refused(
        $localize`:@@door.refused.unknown:Codice sconosciuto`,
        $localize`:@@door.refused.unknownText:Non è un nostro codice, o è scritto male.`,
        $localize`:@@door.refused.unknownAdvice:Controlla le lettere, o cerca l’altro messaggio sul telefono. Se no, manda in biglietteria.`,
      );
    case 'not_enough_seats':
      return refused(
        $localize`:@@door.refused.noSeats:Non ci sono posti`,
        detail,
        $localize`:@@door.refused.noSeatsAdvice:Fai aspettare, e chiedi in biglietteria.`,
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
    case 'undo_too_late':
    case 'sync_too_late':
    case 'release_off':
    case 'too_early_to_release':
    case 'seats_released':
    case 'not_tonight':
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

function admit({ admitted, party_size: size }: Party): VerdictWords {
  return {
    tone: 'admit',
    heading: $localize`:@@door.verdict.admit:Può entrare`,
    text: admitted > 0 ? partyWords.inside(admitted, size) : '',
    advice: '',
  };
}

function alreadyIn(facts: Refusal['facts']): VerdictWords {
  const left = facts.to_come ?? 0;
  return {
    tone: 'already',
    heading: $localize`:@@door.verdict.already:Già dentro`,
    text: admittedWhenAndBy(facts),
    advice: left > 0 ? partyWords.toCome(left) : $localize`:@@door.verdict.alreadyAdvice:Sono già entrati tutti. Chiedi chi ha mostrato il codice; nel dubbio, manda in biglietteria.`,
  };
}

function admittedWhenAndBy({ checked_in_at: at, checked_in_by: by }: Refusal['facts']): string {
  if (!at) return '';
  const time = clockTime(at);
  return by
    ? $localize`:@@door.verdict.alreadyBy:Alle ${time}:time:, da ${by}:by:`
    : $localize`:@@door.verdict.alreadyAt:Alle ${time}:time:`;
}

function notConfirmed(): VerdictWords {
  return refused(
    $localize`:@@door.verdict.notConfirmed:Non confermata`,
    $localize`:@@door.verdict.notConfirmedText:La prenotazione non è stata confermata per e-mail.`,
    $localize`:@@door.verdict.notConfirmedAdvice:Se apre il messaggio e preme «Conferma» adesso, può entrare. Se no, manda in biglietteria.`,
  );
}

function reservationCancelled(): VerdictWords {
  return refused(
    $localize`:@@door.verdict.cancelled:Prenotazione annullata`,
    $localize`:@@door.verdict.cancelledText:I suoi posti sono tornati liberi.`,
    $localize`:@@door.verdict.cancelledAdvice:Può entrare senza prenotazione, se ci sono posti: manda in biglietteria.`,
  );
}

function reservationExpired(): VerdictWords {
  return refused(
    $localize`:@@door.verdict.expired:Prenotazione scaduta`,
    $localize`:@@door.verdict.expiredText:Non è stata confermata in tempo.`,
    $localize`:@@door.verdict.expiredAdvice:Può entrare senza prenotazione, se ci sono posti: manda in biglietteria.`,
  );
}

function wrongPerformance(title: string, when: string): VerdictWords {
  return refused(
    $localize`:@@door.verdict.wrong:È per un’altra replica`,
    title && when ? `${title}, ${when}` : title || when,
    $localize`:@@door.verdict.wrongAdvice:Controlla la data con chi hai davanti.`,
  );
}

function performanceCancelled(): VerdictWords {
  return refused(
    $localize`:@@door.verdict.performanceCancelled:Replica annullata`,
    $localize`:@@door.verdict.performanceCancelledText:Questa replica non va in scena.`,
    $localize`:@@door.verdict.performanceCancelledAdvice:Manda in biglietteria: ci sono le altre date.`,
  );
}

function refused(heading: string, text: string, advice: string): VerdictWords {
  return { tone: 'refused', heading, text, advice };
}
