// What is set at the mixer, as the studio alone sees it.

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

/** What studio and speakers write to each other. */
export interface CrewNote {
  id: number;
  author?: string | null;
  text: string;
  at: string;
}
