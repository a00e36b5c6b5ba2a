import { plural } from '../../shared/language';

export const selfTestWords = {
  heading: $localize`:@@selfTest.heading:Prova il telefono`,
  checks: $localize`:@@selfTest.checks:Controlli`,
  picture: $localize`:@@scanner.picture:Immagine della fotocamera`,
  sounds: $localize`:@@selfTest.sounds:Senti i tre suoni`,
  mute: $localize`:@@selfTest.mute:Togli il suono`,
  unmute: $localize`:@@selfTest.unmute:Rimetti il suono`,
  again: $localize`:@@selfTest.again:Riprova`,
  name: $localize`:@@selfTest.name:Nome di questo telefono`,
  nameHint: $localize`:@@selfTest.nameHint:Per esempio Ingresso o Scala B: si legge accanto a ogni ingresso`,
  open: $localize`:@@selfTest.open:Apri la porta`,
  allWell: $localize`:@@selfTest.allWell:Tutto a posto`,
};

export const checkNames = {
  camera: $localize`:@@selfTest.camera:Fotocamera`,
  sound: $localize`:@@selfTest.sound:Suono`,
  vibration: $localize`:@@selfTest.vibration:Vibrazione`,
  screen: $localize`:@@selfTest.screen:Schermo acceso`,
  list: $localize`:@@selfTest.list:Elenco di stasera`,
  offline: $localize`:@@selfTest.offline:Senza rete`,
};

export const checkWords = {
  waiting: $localize`:@@selfTest.waiting:Un momento…`,
  cameraOk: $localize`:@@selfTest.cameraOk:Vede`,
  soundOk: $localize`:@@selfTest.soundOk:Pronto. Alza il volume`,
  soundMuted: $localize`:@@selfTest.soundMuted:Tolto da te: parlano colori e vibrazione`,
  soundFailed: $localize`:@@selfTest.soundFailed:Il browser non lo lascia partire. Premi «Senti i tre suoni»`,
  vibrationOk: $localize`:@@selfTest.vibrationOk:Pronta`,
  vibrationNone: $localize`:@@selfTest.vibrationNone:Questo telefono non ce l’ha: bastano suono e colori`,
  screenOk: $localize`:@@selfTest.screenOk:Non si spegne da solo`,
  screenNone: $localize`:@@selfTest.screenNone:Questo browser non lo tiene acceso. Allunga lo spegnimento nelle impostazioni`,
  screenRefused: $localize`:@@selfTest.screenRefused:Il telefono risparmia la batteria. Mettilo in carica e riprova`,
  listOk: (time: string, parties: number): string =>
    plural(
      parties,
      $localize`:@@selfTest.listOk.one:Caricato alle ${time}:time:, ${parties}:parties: prenotazione`,
      $localize`:@@selfTest.listOk.other:Caricato alle ${time}:time:, ${parties}:parties: prenotazioni`,
    ),
  listNone: $localize`:@@selfTest.listNone:Non caricato. Avvicinati alla rete e riprova`,
  offlineOk: $localize`:@@selfTest.offlineOk:Si continua a far entrare`,
  offlineFailed: $localize`:@@selfTest.offlineFailed:Questa pagina non si riapre senza rete. Ricaricala una volta con la rete, poi riprova`,
};
