/** A short tone in one's own ears: the microphone is about to be heard. Ready when it has sounded. */
export function tone(): Promise<void> {
  return new Promise((done) => {
    const context = new AudioContext();
    const gain = context.createGain();
    gain.gain.value = 0.1;
    const sound = context.createOscillator();
    sound.frequency.value = 880;
    sound.connect(gain).connect(context.destination);
    sound.start();
    sound.stop(context.currentTime + 0.15);
    const end = () => {
      clearTimeout(timer);
      void context.close().catch(() => {});
      done();
    };
    // Where no sound may be played yet, nobody has to wait for it.
    const timer = setTimeout(end, 400);
    sound.onended = end;
  });
}
