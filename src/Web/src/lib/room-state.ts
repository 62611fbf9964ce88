import type { PollCount, PollView, QuestionView, RoomPatch, RoomView } from './protocol';

export type Outcome = { kind: 'applied'; room: RoomView } | { kind: 'known' } | { kind: 'gap' };

/** Sets a patch onto a room; 'gap' when something between the two is missing, 'known' when the room has it already. */
export function applyPatch(room: RoomView, patch: RoomPatch): Outcome {
  if (patch.fromSeq > room.seq) return { kind: 'gap' };
  if (patch.seq <= room.seq) return { kind: 'known' };
  const removed = new Set(patch.removed ?? []);
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
      hands: patch.hands ?? room.hands,
      notices: patch.notices ?? room.notices,
      rules: patch.rules ?? room.rules,
      // What went from public view stays for its author: she reads there why.
      questions: merge(room.questions, patch.questions ?? [], keepOwnQuestion).filter(
        (q) => q.mine || !removed.has(q.id),
      ),
      polls: merge(count(room.polls, patch.counts ?? []), patch.polls ?? [], keepOwnBallot).filter(
        (poll) => !patch.removedPolls?.includes(poll.id),
      ),
    },
  };
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
  waiting: QuestionView[];
  done: QuestionView[];
}

/** The questions in the order in which the audience reads them. */
export function sortQuestions(questions: QuestionView[]): Sorted {
  const by = (wanted: (q: QuestionView) => boolean) => questions.filter(wanted);
  const waits = (q: QuestionView) => q.state === 'asked' || q.state === 'declined';
  return {
    answering: by((q) => q.state === 'answering'),
    mine: by((q) => q.mine && waits(q)),
    waiting: by((q) => q.state === 'approved').sort((a, b) => b.votes - a.votes || a.askedAt.localeCompare(b.askedAt)),
    done: by((q) => q.state === 'answered' || q.state === 'deferred').sort((a, b) =>
      (b.answeredAt ?? '').localeCompare(a.answeredAt ?? ''),
    ),
  };
}

export function removeQuestion(room: RoomView, id: string): RoomView {
  return { ...room, questions: room.questions.filter((q) => q.id !== id) };
}

export function changeQuestion(room: RoomView, id: string, change: Partial<QuestionView>): RoomView {
  return { ...room, questions: room.questions.map((q) => (q.id === id ? { ...q, ...change } : q)) };
}

export function changePoll(room: RoomView, id: string, change: Partial<PollView>): RoomView {
  return { ...room, polls: room.polls.map((poll) => (poll.id === id ? { ...poll, ...change } : poll)) };
}
