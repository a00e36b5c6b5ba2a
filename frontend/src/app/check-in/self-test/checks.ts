import { doorClock } from '../door-clock';
import type { WakeLockState } from '../feedback/wake-lock';
import type { CameraTrouble } from '../scanner/camera';
import { cameraTroubleWords } from '../scanner/strings';
import type { Check } from './check-line';
import { checkNames, checkWords } from './strings';

export function cameraCheck(isLive: boolean, trouble: CameraTrouble | undefined): Check {
  const name = checkNames.camera;
  if (trouble) {
    const { heading, text } = cameraTroubleWords(trouble);
    return { name, state: 'failed', words: `${heading}. ${text}` };
  }
  return isLive ? { name, state: 'ok', words: checkWords.cameraOk } : waiting(name);
}

export function soundCheck(isReady: boolean, isMuted: boolean): Check {
  const name = checkNames.sound;
  if (isMuted) return { name, state: 'none', words: checkWords.soundMuted };
  return isReady
    ? { name, state: 'ok', words: checkWords.soundOk }
    : { name, state: 'failed', words: checkWords.soundFailed };
}

export function vibrationCheck(canVibrate: boolean): Check {
  return canVibrate
    ? { name: checkNames.vibration, state: 'ok', words: checkWords.vibrationOk }
    : { name: checkNames.vibration, state: 'none', words: checkWords.vibrationNone };
}

export function screenCheck(state: WakeLockState): Check {
  const name = checkNames.screen;
  switch (state) {
    case 'off':
      return waiting(name);
    case 'on':
      return { name, state: 'ok', words: checkWords.screenOk };
    case 'unsupported':
      return { name, state: 'failed', words: checkWords.screenNone };
    case 'refused':
      return { name, state: 'failed', words: checkWords.screenRefused };
  }
}

export function listCheck(loadedAt: number | null, parties: number): Check {
  return loadedAt === null
    ? { name: checkNames.list, state: 'failed', words: checkWords.listNone }
    : { name: checkNames.list, state: 'ok', words: checkWords.listOk(doorClock(loadedAt), parties) };
}

export function offlineCheck(works: boolean | undefined): Check {
  const name = checkNames.offline;
  if (works === undefined) return waiting(name);
  return works
    ? { name, state: 'ok', words: checkWords.offlineOk }
    : { name, state: 'failed', words: checkWords.offlineFailed };
}

function waiting(name: string): Check {
  return { name, state: 'waiting', words: checkWords.waiting };
}
