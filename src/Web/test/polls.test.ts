import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { average, hasVoted, shares, withBallot } from '../src/lib/polls';
import type { PollKind, PollView } from '../src/lib/protocol';

interface Vector {
  kind: PollKind;
  voters: number;
  tally: number[];
  shares: number[];
}
const vectors = JSON.parse(readFileSync(new URL('share-vectors.json', import.meta.url), 'utf8')) as Vector[];

test.each(vectors)('$tally of $voters in a $kind poll', ({ kind, voters, tally, shares: expected }) => {
  expect(shares({ voters, tally, rules: { kind, hidden: false, mayChange: false } })).toEqual(expected);
});

test('a rating is the average of its steps, counted from 1', () => {
  expect(average([0, 0, 0, 1, 1])).toBe(4.5);
  expect(average([0, 0])).toBe(0);
});

test('whatever the ballot, its voter has voted', () => {
  const poll = {} as PollView;
  expect(hasVoted(poll)).toBe(false);
  for (const ballot of [0, [2, 0], 'Pakse']) expect(hasVoted({ ...poll, ...withBallot(ballot) })).toBe(true);
  expect(hasVoted({ ...poll, ...withBallot(null) })).toBe(false);
});
