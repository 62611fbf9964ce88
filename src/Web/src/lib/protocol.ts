// The hub's and the API's shapes, as Contracts and the hub define them. Identifiers are 32 hexadecimal digits.

export type Phase = 'announced' | 'greenRoom' | 'live' | 'ended';
export type QuestionState = 'asked' | 'approved' | 'answering' | 'answered' | 'deferred' | 'declined';
export type PollState = 'draft' | 'open' | 'closed';

export interface QuestionView {
  id: string;
  text: string;
  author?: string | null;
  state: QuestionState;
  votes: number;
  mine: boolean;
  voted: boolean;
  language?: string | null;
  askedAt: string;
  answeringAt?: string | null;
  answeredAt?: string | null;
  reason?: string | null;
}

export interface PollView {
  id: string;
  text: string;
  options: string[];
  state: PollState;
  tally?: number[] | null;
  choice?: number | null;
  openedAt?: string | null;
  closedAt?: string | null;
}

export interface RoomView {
  talkId: string;
  seq: number;
  phase: Phase;
  title: string;
  startsAt: string;
  liveAt?: string | null;
  endedAt?: string | null;
  people: number;
  questions: QuestionView[];
  polls: PollView[];
  askingPaused: boolean;
  onAir: string[];
}

/** What changed between two sequence numbers. `mine` and `voted` are false in it: everybody gets the same patch. */
export interface RoomPatch {
  talkId: string;
  fromSeq: number;
  seq: number;
  questions?: QuestionView[] | null;
  polls?: PollView[] | null;
  phase?: Phase | null;
  title?: string | null;
  startsAt?: string | null;
  liveAt?: string | null;
  endedAt?: string | null;
  askingPaused?: boolean | null;
  onAir?: string[] | null;
  removed?: string[] | null;
}

export interface Missed {
  patches?: RoomPatch[] | null;
  snapshot?: RoomView | null;
  /** One's own questions as they stand: patches do not tell of those that wait. */
  mine?: QuestionView[] | null;
}

export type VoiceKind = 'speaker' | 'caller' | 'station' | 'clip';

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
}

export interface OutputView {
  name: string;
  kind: string;
  state: string;
  reason?: string | null;
}

export interface ProgrammeView {
  /** LUFS over 400 ms. */
  momentary: number;
  integrated?: number | null;
  /** dBTP. */
  truePeak: number;
  silentSeconds: number;
}

/** A refusal as every road tells it: RFC 9457 with a code. */
export interface Problem {
  status?: number;
  title?: string;
  detail?: string;
  code?: string;
  errors?: Record<string, string[]>;
}
