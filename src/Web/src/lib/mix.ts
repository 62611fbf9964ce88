// What is set at the mixer, as the studio alone sees it.
import type { VoiceView } from './protocol';

/** What is made of a voice before it is heard. */
export interface StripSettings {
  /** From -24 to +24. */
  gainDb: number;
  highPass: boolean;
  gate: boolean;
  level: boolean;
  automix: boolean;
}

export interface StripView extends StripSettings {
  voice: string;
}

const neutral: StripSettings = { gainDb: 0, highPass: false, gate: false, level: false, automix: false };
const people: StripSettings = { ...neutral, highPass: true, level: true, automix: true };

/** What is set for a voice; a voice that nobody set begins as its kind does. */
export const stripOf = (mix: MixView | null | undefined, { id, kind }: Pick<VoiceView, 'id' | 'kind'>): StripSettings =>
  mix?.strips.find((strip) => strip.voice === id) ?? (kind === 'station' || kind === 'clip' ? neutral : people);

/** Sounds that are heard now: a sound stays in the list a while after it was over. */
export const playing = (mix: MixView | null | undefined, now: number): SoundView[] =>
  (mix?.sounds ?? []).filter(
    (sound) =>
      !(sound.fadedAt && Date.parse(sound.fadedAt) <= now) &&
      (sound.kind === 'bed' || Date.parse(sound.startedAt) + sound.seconds * 1000 > now),
  );

export type SoundKind = 'bed' | 'ident' | 'clip';

/** A sound that is played. */
export interface SoundView {
  id: string;
  name: string;
  kind: SoundKind;
  /** It has ended so long after its start, but for a bed. */
  seconds: number;
  startedAt: string;
  fadedAt?: string | null;
}

/** How late the radio hears the programme. */
export interface DelayView {
  /** 0 is none. */
  seconds: number;
  dumps: number;
  dumpedAt?: string | null;
}

/** Who takes over when the host is lost. */
export interface CoHostView {
  person: string;
  name: string;
  promotedAt?: string | null;
}

export interface MixView {
  /** Of the voices whose sound is changed. */
  strips: StripView[];
  sounds: SoundView[];
  delay: DelayView;
  coHost?: CoHostView | null;
  /** Until then silence is on purpose. */
  quietUntil?: string | null;
}

/** A sound of the series' shelf. */
export interface ShelfSound {
  id: string;
  kind: SoundKind;
  name: string;
  seconds: number;
}

/** The watch over what goes out. */
export interface GuardView {
  /** Off the air; all is well; silence that becomes long; something plays in its place; it is on purpose. */
  state: 'idle' | 'ok' | 'warning' | 'filling' | 'quiet';
  cause?: 'silence' | 'stuck' | 'tone' | null;
  playing?: 'bed' | 'ident' | 'item' | null;
  /** The name of what plays. */
  sound?: string | null;
  silentSeconds: number;
  /** Until it begins to play, goes out again, or watches again. */
  secondsToGo?: number | null;
}

/** Something that is wrong in this talk, or was. */
export interface AlarmView {
  code: string;
  level: 'warning' | 'fault';
  /** Which output or voice. */
  subject?: string | null;
  reason?: string | null;
  since: string;
  clearedAt?: string | null;
  count: number;
}

/** What studio and speakers write to each other. */
export interface CrewNote {
  id: number;
  author?: string | null;
  text: string;
  at: string;
}
