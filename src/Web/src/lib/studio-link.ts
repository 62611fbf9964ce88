import { computed, signal } from '@preact/signals';
import { CrewNotes } from './crew';
import { paintLevel } from './levels';
import type { AlarmView, GuardView } from './mix';
import type { OutputView, ProgrammeView, VoiceView } from './protocol';
import type { TalkLink } from './talk-link';

export const programmeMeter = 'programme';

/** Seconds of silence after which the alarm stands. */
export const silenceAlarm = 6;

const audible = -50; // dBFS
/** Figures that change faster than this nobody can read. */
const readable = 500; // ms

/** What the studio alone hears of the hub. Levels go straight to the meters; the lists change only when something else does. */
export class StudioSignals {
  readonly voices = signal<VoiceView[]>([]);
  readonly outputs = signal<OutputView[]>([]);
  readonly programme = signal<ProgrammeView | null>(null);
  /** It is silent for so long that the desk must know. */
  readonly silent = computed(() => (this.programme.value?.silentSeconds ?? 0) >= silenceAlarm);
  /** The watch over what goes out, and all that was wrong. */
  readonly guard = signal<GuardView | null>(null);
  readonly alarms = signal<AlarmView[]>([]);
  readonly crew: CrewNotes;
  /** Those in line who are not connected just now. */
  readonly away = signal<Set<string>>(new Set());
  /** The voices of which something was heard since the desk was opened, louder than a quiet room. */
  readonly heard = signal<Set<string>>(new Set());
  private shape = '';
  private timer = 0;
  private latest: ProgrammeView | null = null;

  constructor(link: TalkLink) {
    this.crew = new CrewNotes(link);
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
    link.on('guard', (guard: GuardView) => {
      this.guard.value = guard;
    });
    link.on('alarms', (alarms: AlarmView[]) => {
      this.alarms.value = alarms;
    });
    link.on('programme', (programme: ProgrammeView) => {
      paintLevel(programmeMeter, programme.momentary);
      this.latest = programme;
      if (!this.programme.value) this.show();
      this.timer ||= window.setTimeout(this.show, readable);
    });
  }

  private readonly show = () => {
    this.timer = 0;
    this.programme.value = this.latest;
  };
}
