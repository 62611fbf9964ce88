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

/** The studio's alarm: two short tones every other second until it is silenced. It sounds at this desk, never on air. */
export class Bell {
  private timer = 0;
  private context: AudioContext | null = null;

  ring(): void {
    if (this.timer) return;
    this.timer = window.setInterval(() => this.strike(), 2000);
    this.strike();
  }

  hush(): void {
    clearInterval(this.timer);
    this.timer = 0;
    void this.context?.close().catch(() => {});
    this.context = null;
  }

  private strike(): void {
    this.context ??= new AudioContext();
    const context = this.context;
    // A page that nobody has touched may not sound yet: it does from the first tap on.
    if (context.state === 'suspended') void context.resume().catch(() => {});
    for (const after of [0, 0.22]) {
      const gain = context.createGain();
      gain.gain.value = 0.12;
      const sound = context.createOscillator();
      sound.frequency.value = 660;
      sound.connect(gain).connect(context.destination);
      sound.start(context.currentTime + after);
      sound.stop(context.currentTime + after + 0.14);
    }
  }
}

/** A test tone for one ear after the other, so that a person knows that her headphones work and which is which. */
export const earTone = 440;

export async function earTest(): Promise<void> {
  const context = new AudioContext();
  for (const [place, pan] of [-1, 1].entries()) {
    const gain = context.createGain();
    gain.gain.value = 0.15;
    const side = context.createStereoPanner();
    side.pan.value = pan;
    const sound = context.createOscillator();
    sound.frequency.value = earTone;
    sound.connect(gain).connect(side).connect(context.destination);
    const start = context.currentTime + place * 0.9;
    sound.start(start);
    sound.stop(start + 0.7);
  }
  await new Promise((done) => setTimeout(done, 1800));
  await context.close().catch(() => {});
}
