import { signal } from '@preact/signals';
import type { Refusal } from './command-queue';
import { type LineQuality, qualityOf } from './line-quality';
import { type PeerPhase, SoundPeer } from './peer';
import { tone } from './tone';

/** Louder than a quiet room, of 100. */
const audible = 25;

export type MicrophoneState = 'off' | 'asking' | 'ready' | 'denied' | 'missing';

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** A microphone on its way to the studio. Nothing is opened before the person asked for it. */
export class Voice {
  readonly microphone = signal<MicrophoneState>('off');
  readonly line = signal<PeerPhase>('idle');
  readonly refusal = signal<Refusal | null>(null);
  readonly muted = signal(false);
  /** Something was heard of it. */
  readonly works = signal(false);
  /** Painted by whoever shows it: 0 to 100, at most 15 times a second. */
  onLevel: (level: number) => void = () => {};

  private stream: MediaStream | null = null;
  private peer: SoundPeer | null = null;
  private context: AudioContext | null = null;
  private analyser: AnalyserNode | null = null;
  private held = false;
  private asked = 0;

  constructor(private readonly talkId: string) {}

  /** Asks for the microphone. With headphones on, echo cancelling is off: it costs sound. */
  async open(headphones: boolean): Promise<void> {
    this.microphone.value = 'asking';
    this.works.value = false;
    this.shut();
    const asked = ++this.asked;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: !headphones, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
      });
      // She left, or asked again, while the browser asked her.
      if (asked !== this.asked) return stop(stream);
      this.stream = stream;
    } catch (error) {
      if (asked !== this.asked) return;
      this.microphone.value = error instanceof DOMException && error.name === 'NotFoundError' ? 'missing' : 'denied';
      return;
    }
    // Unplugged: the browser's other microphone takes over, if there is one.
    this.stream.getAudioTracks()[0]?.addEventListener('ended', () => void this.open(headphones));
    this.microphone.value = 'ready';
    this.applyMute();
    this.measure(this.stream);
    const sender = this.peer?.connection?.getSenders()[0];
    if (sender) await sender.replaceTrack(this.stream.getAudioTracks()[0]!);
  }

  /** Sends the sound to the studio; nobody is heard before the host puts her on air. */
  connect(): void {
    if (this.peer || !this.stream) return;
    this.peer = new SoundPeer(
      `/whip/${this.talkId}`,
      (connection) => {
        const transceiver = connection.addTransceiver(this.stream!.getAudioTracks()[0]!, {
          direction: 'sendonly',
          streams: [this.stream!],
        });
        const parameters = transceiver.sender.getParameters();
        for (const encoding of parameters.encodings ?? []) encoding.maxBitrate = 48_000;
        transceiver.sender.setParameters(parameters).catch(() => {});
      },
      (phase, refusal) => {
        this.line.value = phase;
        if (phase === 'connected') this.refusal.value = null;
        if (refusal) {
          this.refusal.value = refusal;
          this.peer = null;
        }
      },
    );
    void this.peer.run();
  }

  toggleMute(): void {
    this.muted.value = !this.muted.value;
    this.applyMute();
  }

  /** Comes on air: the tone is heard first, and only then the microphone. */
  async goOnAir(): Promise<void> {
    this.held = true;
    this.applyMute();
    await tone();
    this.held = false;
    this.applyMute();
  }

  /** Sends no more; the microphone stays open. */
  hangUp(): void {
    this.peer?.close();
    this.peer = null;
    this.line.value = 'idle';
  }

  leave(): void {
    this.asked++;
    this.hangUp();
    this.shut();
    this.muted.value = false;
    this.microphone.value = 'off';
  }

  /** Whether the microphone hears a tone that is played in the room meanwhile: then it would hear the programme, too. */
  async hears(frequency: number, during: Promise<void>): Promise<boolean> {
    const before = this.loudnessAt(frequency);
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, this.loudnessAt(frequency));
    }, 50);
    await during.finally(() => clearInterval(timer));
    return most > -75 && most - before > 18;
  }

  /** How late and how broken the line is; null while there is none. */
  async quality(): Promise<LineQuality | null> {
    const connection = this.peer?.connection;
    return connection ? qualityOf(await connection.getStats()) : null;
  }

  private loudnessAt(frequency: number): number {
    const { analyser } = this;
    if (!analyser) return Number.NEGATIVE_INFINITY;
    const spectrum = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(spectrum);
    return (
      spectrum[Math.round((frequency * analyser.fftSize) / analyser.context.sampleRate)] ?? Number.NEGATIVE_INFINITY
    );
  }

  private applyMute(): void {
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !this.muted.value && !this.held;
  }

  private shut(): void {
    stop(this.stream);
    this.stream = null;
    void this.context?.close();
    this.context = null;
    this.analyser = null;
  }

  private measure(stream: MediaStream): void {
    const context = new AudioContext();
    this.context = context;
    const analyser = context.createAnalyser();
    this.analyser = analyser;
    analyser.fftSize = 2048;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      if (context.state === 'closed') return clearInterval(timer);
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const level = Math.max(0, Math.min(100, (10 * Math.log10(power + 1e-12) + 60) * (100 / 60)));
      if (level > audible) this.works.value = true;
      this.onLevel(level);
    }, 70);
  }
}
