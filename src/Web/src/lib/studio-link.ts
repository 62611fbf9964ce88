import { signal } from '@preact/signals';
import { paintLevel } from './levels';
import type { OutputView, ProgrammeView, VoiceView } from './protocol';
import type { TalkLink } from './talk-link';

export const programmeMeter = 'programme';

const audible = -50; // dBFS

/** What the studio alone hears of the hub. Levels go straight to the meters; the lists change only when something else does. */
export class StudioSignals {
  readonly voices = signal<VoiceView[]>([]);
  readonly outputs = signal<OutputView[]>([]);
  readonly programme = signal<ProgrammeView | null>(null);
  /** Those in line who are not connected just now. */
  readonly away = signal<Set<string>>(new Set());
  /** The voices of which something was heard since the desk was opened, louder than a quiet room. */
  readonly heard = signal<Set<string>>(new Set());
  private shape = '';

  constructor(link: TalkLink) {
    link.on('voices', (voices: VoiceView[]) => {
      for (const voice of voices) paintLevel(voice.id, voice.level);
      const fresh = voices.filter(({ id, level }) => level > audible && !this.heard.value.has(id));
      if (fresh.length > 0) this.heard.value = new Set([...this.heard.value, ...fresh.map(({ id }) => id)]);
      const shape = JSON.stringify(voices, (key, value) => (key === 'level' ? undefined : value));
      if (shape === this.shape) return;
      this.shape = shape;
      this.voices.value = voices;
    });
    link.on('away', (people: string[]) => {
      this.away.value = new Set(people);
    });
    link.on('outputs', (outputs: OutputView[]) => {
      this.outputs.value = outputs;
    });
    link.on('programme', (programme: ProgrammeView) => {
      paintLevel(programmeMeter, programme.momentary);
      const told = this.programme.value;
      const rounded = (view: ProgrammeView | null) =>
        view &&
        JSON.stringify([view.momentary, view.integrated, view.truePeak, view.silentSeconds].map((n) => n?.toFixed(0)));
      if (rounded(told) !== rounded(programme)) this.programme.value = programme;
    });
  }
}
