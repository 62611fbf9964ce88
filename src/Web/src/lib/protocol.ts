// The hub's and the API's shapes, as Contracts and the hub define them. Identifiers are 32 hexadecimal digits.

import type { MixView } from './mix';
import type { HandsView, NoticesView, RoomRules } from './people';

export * from './sound';

export type Phase = 'announced' | 'greenRoom' | 'live' | 'ended';
export type QuestionState =
  | 'asked'
  | 'approved'
  | 'next'
  | 'answering'
  | 'answered'
  | 'deferred'
  | 'declined'
  | 'merged';
export type DeclineReason = 'other' | 'askedBefore' | 'otherTopic' | 'unclear' | 'private';
export type PollState = 'draft' | 'open' | 'closed' | 'revealed';
export type PollKind = 'single' | 'multiple' | 'rating' | 'text' | 'ranking' | 'quiz';

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
  why?: DeclineReason | null;
  pinned?: boolean;
  /** A moderator said it in other words. */
  edited?: boolean;
  original?: string | null;
  /** The answer in writing. */
  answer?: string | null;
  mergedInto?: string | null;
  joined?: string[] | null;
  desk?: DeskNote | null;
  /** It was not sent yet, or its answer is not here yet: this page alone knows. */
  sending?: boolean;
}

/** What moderators alone see of a question. */
export interface DeskNote {
  by: string;
  labels: string[];
  unread: boolean;
  recorded: boolean;
}

/** What the questions come to. */
export interface BoardView {
  next: string[];
  received: number;
  answered: number;
  deferred: number;
  joined: number;
  declined: { why: DeclineReason; count: number }[];
  waiting?: { language?: string | null; province?: string | null; waiting: number }[] | null;
}

export interface PollRules {
  kind: PollKind;
  /** Multiple choice: so many may be chosen; none for as many as one likes. */
  most?: number | null;
  /** Quiz: the right option, once one may know it. */
  right?: number | null;
  /** The result is the studio's until it is revealed. */
  hidden: boolean;
  mayChange: boolean;
  seconds?: number | null;
}

/** An answer in words, as moderators see it: neither in a group nor hidden, it waits. */
export interface AnswerView {
  text: string;
  voters: number;
  group?: string | null;
  hidden: boolean;
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
  rules: PollRules;
  voters: number;
  endsAt?: string | null;
  /** Multiple choice and ranking: all that one chose, in one's order. */
  choices?: number[] | null;
  /** Open text: what one wrote. */
  written?: string | null;
  answers?: AnswerView[] | null;
  /** To the studio: the part of the rundown to which it belongs. */
  cue?: string | null;
}

/** A poll's numbers, which change with every ballot. */
export type PollCount = Pick<PollView, 'id' | 'voters' | 'tally' | 'answers'>;

/** A picture of ours: WebP, at most 40 KB; what is behind its address never changes. */
export interface PictureView {
  url: string;
  width: number;
  height: number;
  bytes: number;
}

export interface SlideView {
  id: string;
  deck: string;
  /** Its place in its deck, from 1. */
  number: number;
  text?: string | null;
  small: PictureView;
  large: PictureView;
}

export interface CueView {
  id: string;
  title: string;
  /** Minutes after the talk's start. */
  minute?: number | null;
  notes?: string | null;
}

export interface PersonView {
  name: string;
  about?: string | null;
}

export interface HandoutView {
  id: string;
  title: string;
  type: string;
  bytes: number;
  language?: string | null;
  url: string;
}

/** What is shown besides the sound. */
export interface StageView {
  slide?: SlideView | null;
  cue?: CueView | null;
  nextCue?: CueView | null;
  people: PersonView[];
  /** Whose name the screen shows. */
  named?: PersonView | null;
  /** The sentence of a break; the sound goes on. */
  break?: string | null;
  handouts: HandoutView[];
  /** When the cue that runs began. */
  cueSince?: string | null;
}

/** How far an upload of slides is. */
export interface DeckView {
  id: string;
  name: string;
  state: 'drawing' | 'ready' | 'failed';
  done: number;
  /** 0 while that is not known. */
  pages: number;
  fault?: string | null;
}

/** What the studio has prepared; nobody else gets it. */
export interface PlanView {
  slides: SlideView[];
  cues: CueView[];
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
  stage: StageView;
  plan?: PlanView | null;
  /** To the studio: what is set at the mixer. */
  mix?: MixView | null;
  hands?: HandsView | null;
  notices?: NoticesView | null;
  rules?: RoomRules | null;
  board?: BoardView | null;
  /** Nobody but the studio may do anything for the moment. */
  frozen?: boolean;
  /** This person was blocked: she may read and listen. */
  shutOut?: boolean;
  /** To the studio: who was blocked. */
  blocked?: BlockedView[] | null;
}

/** Somebody who was blocked; `number` undoes it. */
export interface BlockedView {
  number: number;
  name?: string | null;
  for?: string | null;
  at: string;
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
  /** Questions of which only the number of votes is another. */
  votes?: { id: string; votes: number }[] | null;
  stage?: StageView | null;
  plan?: PlanView | null;
  mix?: MixView | null;
  hands?: HandsView | null;
  notices?: NoticesView | null;
  rules?: RoomRules | null;
  frozen?: boolean | null;
  blocked?: BlockedView[] | null;
  counts?: PollCount[] | null;
  removedPolls?: string[] | null;
  board?: BoardView | null;
}

export interface Missed {
  patches?: RoomPatch[] | null;
  snapshot?: RoomView | null;
  /** One's own questions as they stand: patches do not tell of those that wait. */
  mine?: QuestionView[] | null;
}

/** A refusal as every road tells it: RFC 9457 with a code. */
export interface Problem {
  status?: number;
  title?: string;
  detail?: string;
  code?: string;
  errors?: Record<string, string[]>;
}
