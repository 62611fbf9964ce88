// Who speaks, what is announced, what people feel and write to each other: the hub's shapes of it.

/** What the series permits in its rooms. */
export interface RoomRules {
  moderateAfter: boolean;
  chat: boolean;
  /** No sound of the talk is kept. */
  notRecorded?: boolean;
  /** What attendees are asked about themselves, if they like. */
  asks?: string[];
}

export type HandState = 'waiting' | 'called' | 'ready' | 'onAir' | 'refused' | 'dropped';

/** The reasons for which a hand is not taken that everybody reads in her own language. */
export const handReasons = ['time', 'topic', 'line'] as const;

/** The line of those who want to speak; `line` is the studio's alone. */
export interface HandsView {
  paused: boolean;
  line?: HandView[] | null;
  /** What screeners learned of people; the studio's alone. */
  forms?: ScreeningView[] | null;
}

/** What a screener learned of somebody before she is heard. */
export interface ScreeningView {
  /** A voice of hers bears the same id. */
  person: string;
  name?: string | null;
  place?: string | null;
  topic?: string | null;
  /** BCP 47 of what she speaks. */
  language?: string | null;
}

export interface HandView {
  person: string;
  name: string;
  note?: string | null;
  state: HandState;
  raisedAt: string;
  /** Called up, and waits on the line. */
  held?: boolean;
  /** A caller; her voice bears the same id. */
  byPhone?: boolean;
}

/** One's own raised hand. */
export interface OwnHand {
  state: HandState;
  /** From 1. */
  place: number;
  minutes: number;
  name: string;
  note?: string | null;
  /** One of handReasons, or the studio's own words. */
  reason?: string | null;
}

/** One's own voice in the programme. */
export interface Seat {
  onAir: boolean;
  muted: boolean;
  /** She took over from the host: the studio is open to her. */
  hosts?: boolean;
  /** She comes on air next. */
  next?: boolean;
}

export interface NoticesView {
  current?: AnnouncementView | null;
  earlier?: AnnouncementView[] | null;
}

export interface AnnouncementView {
  id: number;
  text: string;
  link?: string | null;
  at: string;
}

export const reactionKinds = ['clap', 'heart', 'thanks', 'laugh'] as const;
export type ReactionKind = (typeof reactionKinds)[number];
export type Reactions = Record<ReactionKind, number>;

export interface ChatMessage {
  id: string;
  text: string;
  author?: string | null;
  at: string;
  held: boolean;
  mine: boolean;
  /** Moderators alone. */
  by?: string | null;
}

export interface ChatView {
  seq: number;
  messages: ChatMessage[];
}

export interface ChatPatch extends ChatView {
  fromSeq: number;
  removed: string[];
}
