import { signal } from '@preact/signals';
import type { Refusal } from './command-queue';
import { SoundPeer } from './peer';

/** The programme in the headphones, with a second's delay at most; a contributor hears it without herself. */
export class Monitor {
  readonly on = signal(false);
  readonly connected = signal(false);
  /** Why the server gives no sound here. */
  readonly refusal = signal<Refusal | null>(null);
  private readonly audio = new Audio();
  private peer: SoundPeer | null = null;

  constructor(private readonly talkId: string) {}

  async toggle(): Promise<void> {
    if (this.on.value) this.stop();
    else await this.start();
  }

  async start(): Promise<void> {
    if (this.peer) return;
    this.on.value = true;
    this.refusal.value = null;
    this.peer = new SoundPeer(
      `/whep/${this.talkId}`,
      (connection) => {
        connection.addTransceiver('audio', { direction: 'recvonly' });
        connection.addEventListener('track', (event) => {
          this.audio.srcObject = event.streams[0] ?? new MediaStream([event.track]);
          this.play();
        });
      },
      (phase, refusal) => {
        this.connected.value = phase === 'connected';
        if (phase !== 'refused') return;
        this.stop();
        this.refusal.value = refusal ?? null;
      },
    );
    void this.peer.run();
  }

  /** A page that was opened anew may sound after a tap alone: it is tried again at the next one. */
  private readonly play = (): void => {
    if (this.audio.srcObject) this.audio.play().catch(() => addEventListener('click', this.play, { once: true }));
  };

  stop(): void {
    this.peer?.close();
    this.peer = null;
    this.audio.srcObject = null;
    this.on.value = false;
    this.connected.value = false;
  }
}
