import { expect, test } from 'vitest';
import type { PollView, QuestionView, RoomPatch, RoomView } from '../src/lib/protocol';
import { applyMine, applyPatch, sortQuestions } from '../src/lib/room-state';

const question = (id: string, change: Partial<QuestionView> = {}): QuestionView => ({
  id,
  text: `Question ${id}`,
  state: 'approved',
  votes: 0,
  mine: false,
  voted: false,
  askedAt: `2026-11-26T12:00:${id.padStart(2, '0')}Z`,
  ...change,
});

const poll = (change: Partial<PollView> = {}): PollView => ({
  id: 'p',
  text: 'Tea or coffee?',
  options: ['Tea', 'Coffee'],
  state: 'open',
  rules: { kind: 'single', hidden: false, mayChange: false },
  voters: 0,
  ...change,
});

const room = (change: Partial<RoomView> = {}): RoomView => ({
  talkId: 't',
  seq: 10,
  phase: 'live',
  title: 'A talk',
  startsAt: '2026-11-26T12:00:00Z',
  people: 1,
  questions: [],
  polls: [],
  askingPaused: false,
  onAir: [],
  stage: { people: [], handouts: [] },
  ...change,
});

const patch = (change: Partial<RoomPatch> = {}): RoomPatch => ({ talkId: 't', fromSeq: 10, seq: 11, ...change });

const applied = (before: RoomView, change: Partial<RoomPatch>): RoomView => {
  const outcome = applyPatch(before, patch(change));
  if (outcome.kind !== 'applied') throw new Error(outcome.kind);
  return outcome.room;
};

test('a patch that follows on is set in', () => {
  const after = applied(room(), { questions: [question('1')], onAir: ['Ada'] });
  expect(after.seq).toBe(11);
  expect(after.questions.map((q) => q.id)).toEqual(['1']);
  expect(after.onAir).toEqual(['Ada']);
});

test('votes are told without the question, and of unknown questions not at all', () => {
  const before = room({ questions: [question('1', { voted: true, votes: 3 }), question('2')] });
  const after = applied(before, {
    votes: [
      { id: '1', votes: 8 },
      { id: '9', votes: 1 },
    ],
  });
  expect(after.questions.map((q) => [q.id, q.votes, q.voted])).toEqual([
    ['1', 8, true],
    ['2', before.questions[1]!.votes, false],
  ]);
});

test('a patch that was seen before changes nothing', () => {
  expect(applyPatch(room(), patch({ fromSeq: 8, seq: 10 })).kind).toBe('known');
});

test('a patch that overlaps what is known is set in', () => {
  expect(applyPatch(room(), patch({ fromSeq: 8, seq: 12 })).kind).toBe('applied');
});

test('a gap is told, so that the page asks for what it missed', () => {
  expect(applyPatch(room(), patch({ fromSeq: 11, seq: 12 })).kind).toBe('gap');
});

test("one's own marks survive a patch that knows nobody's", () => {
  const before = room({ questions: [question('1', { mine: true, voted: true })], polls: [poll({ choice: 1 })] });
  const after = applied(before, { questions: [question('1', { votes: 5 })], polls: [poll({ tally: [1, 2] })] });
  expect(after.questions[0]).toMatchObject({ votes: 5, mine: true, voted: true });
  expect(after.polls[0]).toMatchObject({ choice: 1, tally: [1, 2] });
});

test('what went from public view stays for its author', () => {
  const before = room({ questions: [question('1'), question('2', { mine: true })] });
  expect(applied(before, { removed: ['1', '2'] }).questions.map((q) => q.id)).toEqual(['2']);
});

test('whoever voted for a question that was joined with another, or asked it, votes for the other one', () => {
  const before = room({ questions: [question('1'), question('2', { voted: true }), question('3')] });
  const after = applied(before, { questions: [question('1', { votes: 2, joined: ['2'] })], removed: ['2'] });
  expect(after.questions.map((q) => [q.id, q.voted])).toEqual([
    ['1', true],
    ['3', false],
  ]);
});

test("the author's own view replaces what she sent", () => {
  const before = room({ questions: [question('1', { mine: true, state: 'asked', text: 'draft' })] });
  const after = applyMine(before, question('1', { mine: true, state: 'declined', reason: 'Asked before' }));
  expect(after.questions).toHaveLength(1);
  expect(after.questions[0]).toMatchObject({ state: 'declined', reason: 'Asked before' });
});

test('questions stand in the order in which they are read', () => {
  const sorted = sortQuestions(
    room({
      questions: [
        question('1', { votes: 1 }),
        question('2', { votes: 9 }),
        question('3', { state: 'answering' }),
        question('4', { state: 'asked', mine: true }),
        question('5', { state: 'answered' }),
        question('6', { votes: 1 }),
        question('7', { pinned: true }),
        question('8', { state: 'next' }),
        question('9', { state: 'next' }),
        question('10', { state: 'merged' }),
      ],
      board: { next: ['9', '8'], received: 10, answered: 1, deferred: 0, joined: 1, declined: [] },
    }),
  );
  expect(sorted.next.map((q) => q.id)).toEqual(['9', '8']);
  expect(sorted.answering.map((q) => q.id)).toEqual(['3']);
  expect(sorted.mine.map((q) => q.id)).toEqual(['4']);
  expect(sorted.waiting.map((q) => q.id)).toEqual(['7', '2', '1', '6']);
  expect(sorted.done.map((q) => q.id)).toEqual(['5']);
});

test('numbers alone change a poll, and drafts that were thrown away go', () => {
  const before = room({
    polls: [poll({ choice: 1, tally: [0, 1], voters: 1 }), poll({ id: 'draft', state: 'draft' })],
  });
  const after = applied(before, { counts: [{ id: 'p', voters: 7, tally: [3, 4] }], removedPolls: ['draft'] });
  expect(after.polls).toEqual([poll({ choice: 1, tally: [3, 4], voters: 7 })]);
});

test("a patch leaves the voter's own ballot, whatever the kind of poll", () => {
  const before = room({ polls: [poll({ choice: 1, choices: [1, 0] }), poll({ id: 'w', written: 'Pakse' })] });
  const after = applied(before, { polls: [poll({ state: 'closed' }), poll({ id: 'w', state: 'revealed' })] });
  expect(after.polls.map(({ state, choice, choices, written }) => [state, choice, choices, written])).toEqual([
    ['closed', 1, [1, 0], undefined],
    ['revealed', undefined, undefined, 'Pakse'],
  ]);
});
