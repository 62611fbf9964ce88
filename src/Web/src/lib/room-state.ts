import type { PollCount, PollView, QuestionState, QuestionView, RoomPatch, RoomView } from './protocol';

export type Outcome = { kind: 'applied'; room: RoomView } | { kind: 'known' } | { kind: 'gap' };

/** Sets a patch onto a room; 'gap' when something between the two is missing, 'known' when the room has it already. */
export function applyPatch(room: RoomView, patch: RoomPatch): Outcome {
  if (patch.fromSeq > room.seq) return { kind: 'gap' };
  if (patch.seq <= room.seq) return { kind: 'known' };
  const removed = new Set(patch.removed ?? []);
  // Whoever voted for a question that was joined with another votes for the other one.
  const voted = new Set(room.questions.filter((q) => q.voted || q.mine).map((q) => q.id));
  const fresh = (patch.questions ?? []).map((q) => (q.joined?.some((id) => voted.has(id)) ? { ...q, voted: true } : q));
  return {
    kind: 'applied',
    room: {
      ...room,
      seq: patch.seq,
      phase: patch.phase ?? room.phase,
      title: patch.title ?? room.title,
      startsAt: patch.startsAt ?? room.startsAt,
      liveAt: patch.liveAt ?? room.liveAt,
      endedAt: patch.endedAt ?? room.endedAt,
      askingPaused: patch.askingPaused ?? room.askingPaused,
      onAir: patch.onAir ?? room.onAir,
      stage: patch.stage ?? room.stage,
      plan: patch.plan ?? room.plan,
      mix: patch.mix ?? room.mix,
      hands: patch.hands ?? room.hands,
      notices: patch.notices ?? room.notices,
      rules: patch.rules ?? room.rules,
      frozen: patch.frozen ?? room.frozen,
      blocked: patch.blocked ?? room.blocked,
      // What went from public view stays for its author: she reads there why.
      questions: tally(merge(room.questions, fresh, keepOwnQuestion), patch.votes).filter(
        (q) => q.mine || !removed.has(q.id),
      ),
      board: patch.board ?? room.board,
      polls: merge(count(room.polls, patch.counts ?? []), patch.polls ?? [], keepOwnBallot).filter(
        (poll) => !patch.removedPolls?.includes(poll.id),
      ),
    },
  };
}

function tally(questions: QuestionView[], votes: RoomPatch['votes']): QuestionView[] {
  if (!votes) return questions;
  const byId = new Map(votes.map((told) => [told.id, told.votes]));
  return questions.map((q) => ({ ...q, votes: byId.get(q.id) ?? q.votes }));
}

/** Sets the author's own view of her question, which only her connections get. */
export function applyMine(room: RoomView, mine: QuestionView): RoomView {
  return { ...room, questions: merge(room.questions, [mine], (_, fresh) => fresh) };
}

// A patch is the same for everybody and knows nobody's own marks: keep those that the room knew.
const keepOwnQuestion = (known: QuestionView, fresh: QuestionView): QuestionView => ({
  ...fresh,
  mine: known.mine || fresh.mine,
  voted: known.voted || fresh.voted,
  reason: fresh.reason ?? known.reason,
  original: fresh.original ?? known.original,
});

const keepOwnBallot = ({ choice, choices, written }: PollView, fresh: PollView): PollView => ({
  choices,
  written,
  ...fresh,
  choice: fresh.choice ?? choice,
});

const count = (polls: PollView[], counts: PollCount[]): PollView[] =>
  polls.map((poll) => ({ ...poll, ...counts.find((fresh) => fresh.id === poll.id) }));

function merge<T extends { id: string }>(known: T[], fresh: T[], keep: (known: T, fresh: T) => T): T[] {
  if (fresh.length === 0) return known;
  const byId = new Map(fresh.map((item) => [item.id, item]));
  const merged = known.map((item) => {
    const update = byId.get(item.id);
    byId.delete(item.id);
    return update ? keep(item, update) : item;
  });
  return [...merged, ...byId.values()];
}

export interface Sorted {
  answering: QuestionView[];
  mine: QuestionView[];
  next: QuestionView[];
  waiting: QuestionView[];
  done: QuestionView[];
}

/** The questions in the order in which the audience reads them. */
export function sortQuestions({ questions, board }: Pick<RoomView, 'questions' | 'board'>): Sorted {
  const by = (...states: QuestionState[]) => questions.filter((q) => states.includes(q.state));
  const place = (q: QuestionView) => board?.next.indexOf(q.id) ?? 0;
  return {
    answering: by('answering'),
    mine: by('asked', 'declined', 'merged').filter((q) => q.mine),
    next: by('next').sort((a, b) => place(a) - place(b)),
    waiting: by('approved').sort(byWish),
    done: by('answered', 'deferred').sort((a, b) => (b.answeredAt ?? '').localeCompare(a.answeredAt ?? '')),
  };
}

/** Pinned ones first, then by votes, then by age. */
export const byWish = (a: QuestionView, b: QuestionView) =>
  Number(b.pinned ?? false) - Number(a.pinned ?? false) || b.votes - a.votes || a.askedAt.localeCompare(b.askedAt);

export function changeQuestion(room: RoomView, id: string, change: Partial<QuestionView>): RoomView {
  return { ...room, questions: room.questions.map((q) => (q.id === id ? { ...q, ...change } : q)) };
}

export function changePoll(room: RoomView, id: string, change: Partial<PollView>): RoomView {
  return { ...room, polls: room.polls.map((poll) => (poll.id === id ? { ...poll, ...change } : poll)) };
}
