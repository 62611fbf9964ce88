import { expect, test } from 'vitest';
import { expected, withCommand } from '../src/lib/expected';
import type { Command } from '../src/lib/kept';
import type { RoomView } from '../src/lib/protocol';

const room = {
  seq: 7,
  questions: [{ id: 'q', text: 'Tea?', votes: 3, voted: false, mine: false, state: 'approved' }],
  polls: [{ id: 'p', options: ['a', 'b'] }],
} as unknown as RoomView;
const command = (method: string, ...args: unknown[]): Command => ({ method, args: ['t', 'c', ...args], at: 0 });

test('what was given without a line is seen in each new room that comes', () => {
  const waiting = [command('Upvote', 'q'), command('CastVote', 'p', 1), command('Ask', 'n', 'Coffee?', ' Ada ', 'en')];
  for (const fresh of [room, { ...room, seq: 9 }]) {
    const seen = expected(fresh, waiting);
    expect(seen.questions[0]).toMatchObject({ voted: true, votes: 4 });
    expect(seen.polls[0]).toMatchObject({ choice: 1 });
    expect(seen.questions[1]).toMatchObject({ id: 'n', text: 'Coffee?', author: 'Ada', mine: true, sending: true });
  }
  expect(expected(room, [])).toBe(room);
});

test('a room that knows it already counts it once', () => {
  const voted = { ...room, questions: [{ ...room.questions[0]!, voted: true, votes: 4 }] };
  expect(expected(voted, [command('Upvote', 'q')]).questions[0]!.votes).toBe(4);
  const asked = expected(room, [command('Ask', 'q', 'Tea?')]);
  expect(asked.questions).toHaveLength(1);
  expect(asked.questions[0]!.mine).toBe(true);
});

test('an accepted vote is counted unless its number came with a patch', () => {
  const upvote = command('Upvote', 'q');
  expect(withCommand(room, upvote, 8).questions[0]).toMatchObject({ voted: true, votes: 4 });
  expect(withCommand({ ...room, seq: 8 }, upvote, 8).questions[0]).toMatchObject({ voted: true, votes: 3 });
  expect(withCommand(room, command('Ask', 'n', 'Coffee?', null), 8).questions[1]!.sending).toBe(false);
});

test('words, several options and taken back votes', () => {
  expect(expected(room, [command('CastVote', 'p', [1, 0])]).polls[0]).toMatchObject({ choice: 1, choices: [1, 0] });
  expect(expected(room, [command('CastVote', 'p', 'Tea')]).polls[0]!.written).toBe('Tea');
  const both = [command('Upvote', 'q'), command('TakeBackUpvote', 'q')];
  expect(expected(room, both).questions[0]).toMatchObject({ voted: false, votes: 3 });
  expect(expected(room, [command('EditQuestion', 'q', 'Milk?')]).questions[0]!.text).toBe('Milk?');
});
