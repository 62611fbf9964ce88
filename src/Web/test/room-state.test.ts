import { expect, test } from 'vitest';
import type { PollView, QuestionView, RoomPatch, RoomView } from '../src/lib/protocol';
import { applyMine, applyPatch, shares, sortQuestions } from '../src/lib/room-state';

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

test("the author's own view replaces what she sent", () => {
  const before = room({ questions: [question('1', { mine: true, state: 'asked', text: 'draft' })] });
  const after = applyMine(before, question('1', { mine: true, state: 'declined', reason: 'Asked before' }));
  expect(after.questions).toHaveLength(1);
  expect(after.questions[0]).toMatchObject({ state: 'declined', reason: 'Asked before' });
});

test('questions stand in the order in which they are read', () => {
  const sorted = sortQuestions([
    question('1', { votes: 1 }),
    question('2', { votes: 9 }),
    question('3', { state: 'answering' }),
    question('4', { state: 'asked', mine: true }),
    question('5', { state: 'answered' }),
    question('6', { votes: 1 }),
  ]);
  expect(sorted.answering.map((q) => q.id)).toEqual(['3']);
  expect(sorted.mine.map((q) => q.id)).toEqual(['4']);
  expect(sorted.waiting.map((q) => q.id)).toEqual(['2', '1', '6']);
  expect(sorted.done.map((q) => q.id)).toEqual(['5']);
});

test('shares are whole percent, and nothing when nobody voted', () => {
  expect(shares([77, 43, 67, 16])).toEqual([38, 21, 33, 8]);
  expect(shares([0, 0])).toEqual([0, 0]);
});
