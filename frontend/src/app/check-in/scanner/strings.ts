import type { CameraTrouble } from './camera';

export const scannerWords = {
  picture: $localize`:@@scanner.picture:Immagine della fotocamera`,
  aim: $localize`:@@scanner.aim:Inquadra il codice`,
  starting: $localize`:@@scanner.starting:La fotocamera si accende…`,
  torchOn: $localize`:@@scanner.torchOn:Accendi la torcia`,
  torchOff: $localize`:@@scanner.torchOff:Spegni la torcia`,
  change: $localize`:@@scanner.change:Cambia fotocamera`,
  stop: $localize`:@@scanner.stop:Ferma la fotocamera`,
  tryAgain: $localize`:@@scanner.tryAgain:Riprova la fotocamera`,
  meanwhile: $localize`:@@scanner.meanwhile:Intanto puoi scrivere il codice o cercare un nome.`,
};

interface TroubleWords {
  readonly heading: string;
  /** What to do about it. */
  readonly text: string;
}

/** No default on purpose: a new trouble breaks the build until it has words here. */
export function cameraTroubleWords(trouble: CameraTrouble): TroubleWords {
  switch (trouble) {
    case 'refused':
      return {
        heading: $localize`:@@scanner.refused:La fotocamera non è permessa`,
        text: $localize`:@@scanner.refusedText:Tocca il lucchetto accanto all’indirizzo, permetti la fotocamera e riprova.`,
      };
    case 'none':
      return {
        heading: $localize`:@@scanner.none:Qui non c’è una fotocamera`,
        text: $localize`:@@scanner.noneText:Usa un altro telefono, oppure un lettore di codici: basta collegarlo.`,
      };
    case 'in_use':
      return {
        heading: $localize`:@@scanner.inUse:La fotocamera è occupata`,
        text: $localize`:@@scanner.inUseText:Chiudi le altre applicazioni che la usano, poi riprova.`,
      };
    case 'unsupported':
      return {
        heading: $localize`:@@scanner.unsupported:Questo browser non dà la fotocamera`,
        text: $localize`:@@scanner.unsupportedText:Apri la pagina in Chrome o in Safari, con un indirizzo che comincia per https.`,
      };
    case 'failed':
      return {
        heading: $localize`:@@scanner.failed:La fotocamera non si accende`,
        text: $localize`:@@scanner.failedText:Riprova. Se non basta, chiudi il browser e riaprilo.`,
      };
  }
}
