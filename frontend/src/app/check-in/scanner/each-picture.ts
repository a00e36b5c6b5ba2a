/**
 * Looks at one picture of the video after another, until the returned function is called. After each look
 * it rests at least as long as the look took, so that a slow phone stays awake for presses.
 */
export function eachPicture(video: HTMLVideoElement, look: () => void): () => void {
  let isOn = true;
  let restsUntil = 0;
  const next = (): void => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(turn);
    else setTimeout(turn, 60);
  };
  const turn = (): void => {
    if (!isOn) return;
    const start = performance.now();
    if (start >= restsUntil) {
      look();
      const end = performance.now();
      restsUntil = end + (end - start);
    }
    next();
  };
  next();
  return () => { isOn = false; };
}
