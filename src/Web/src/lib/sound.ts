// Who is heard, what goes out and where it goes: the hub's shapes of the sound.

export type VoiceKind = 'speaker' | 'caller' | 'station' | 'clip' | 'attendee';

export interface VoiceView {
  id: string;
  name: string;
  kind: VoiceKind;
  connected: boolean;
  onAir: boolean;
  muted: boolean;
  /** dBFS, -120 for silence. */
  level: number;
  digits?: string | null;
  /** 0 (unusable) to 5 (perfect). */
  quality?: number | null;
  /** Muted, and asks to be heard again. */
  asks?: boolean;
  /** Was told that it comes on air next. */
  next?: boolean;
  /** A caller's number, masked. */
  phone?: string | null;
  line?: LineView | null;
}

/** What a voice's line does to it. */
export interface LineView {
  /** Of what should have come by now, in percent. */
  lost: number;
  /** Milliseconds. */
  jitter: number;
  /** Milliseconds. */
  roundTrip?: number | null;
}

export interface OutputView {
  name: string;
  kind: string;
  state: string;
  reason?: string | null;
  /** A stable word beside the reason. */
  code?: string | null;
  /** Of those that somebody configured. */
  id?: string | null;
  /** When this state began. */
  since?: string | null;
  /** How often it was begun. */
  tries?: number | null;
  listeners?: number | null;
  /** It goes to its second address. */
  onBackup?: boolean;
  /** Our test tone came back on this station's line. */
  heardBack?: boolean;
}

export interface ProgrammeView {
  /** LUFS over 400 ms. */
  momentary: number;
  /** LUFS over 3 s. */
  shortTerm: number;
  integrated?: number | null;
  /** LU. */
  range: number;
  /** dBTP. */
  truePeak: number;
  silentSeconds: number;
  /** dB that are added to radio and web just now. */
  ride: number;
  /** Seconds that radio is late just now. */
  delay: number;
  /** What goes to stations. */
  radio: LegView;
  /** What goes to players. */
  web: LegView;
  /** Steps of the studio that took effect and are not in the log yet. */
  unsaved?: number;
}

export interface LegView {
  /** LUFS over 3 s. */
  shortTerm: number;
  integrated?: number | null;
  /** dBTP. */
  truePeak: number;
}
