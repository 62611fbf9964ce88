import { signal } from '@preact/signals';
import { call } from './api';

/** I speak to one; both ways with one who is not on air; I hear one before the fader. */
export type Way = 'talk' | 'screen' | 'listen';

/** Shorter than the lease of the server, so that a late request ends nothing. */
const renewal = 1000;

/** Off the air, between the desk and a voice. It lasts as long as it is renewed: a desk that is gone speaks to nobody. */
export class Intercom {
  /** With whom, and how. */
  readonly on = signal<ReadonlyMap<string, Way>>(new Map());
  private timer = 0;

  constructor(
    private readonly talkId: string,
    private readonly onRefused: (refusal: unknown) => void,
  ) {
    addEventListener('pagehide', () => this.end([...this.on.value.keys()]));
    addEventListener('blur', () => this.end(this.held('talk')));
  }

  begin(voices: string[], way: Way): void {
    const next = new Map(this.on.value);
    for (const voice of voices) next.set(voice, way);
    this.on.value = next;
    void this.tell(voices);
    this.timer ||= window.setInterval(() => void this.tell([...this.on.value.keys()]), renewal);
  }

  end(voices: string[]): void {
    const next = new Map(this.on.value);
    for (const voice of voices) {
      if (!next.delete(voice)) continue;
      fetch(this.address(voice), { method: 'DELETE', keepalive: true }).catch(() => {});
    }
    this.on.value = next;
    if (next.size > 0) return;
    clearInterval(this.timer);
    this.timer = 0;
  }

  toggle(voice: string, way: Way): void {
    if (this.on.value.get(voice) === way) this.end([voice]);
    else this.begin([voice], way);
  }

  /** With whom in this way. */
  held(way: Way): string[] {
    return [...this.on.value].filter(([, one]) => one === way).map(([voice]) => voice);
  }

  private async tell(voices: string[]): Promise<void> {
    const asked = voices.map((voice) => call('PUT', this.address(voice), { way: this.on.value.get(voice) }));
    const answers = await Promise.allSettled(asked);
    const refused = answers.filter((answer) => answer.status === 'rejected');
    for (const [place, answer] of answers.entries()) if (answer.status === 'rejected') this.end([voices[place]!]);
    // Of several at once somebody may have just gone: only when nobody hears it is it a failure.
    if (refused.length > 0 && refused.length === answers.length) this.onRefused(refused[0]!.reason);
  }

  private readonly address = (voice: string) => `/api/talks/${this.talkId}/intercom/${voice}`;
}
