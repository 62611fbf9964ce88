import type { Signal } from '@preact/signals';
import { draftOf } from './drafts';
import type { PollView } from './protocol';

/** The voter's ballot as the hub takes it: one option, several, or words. */
export type Ballot = number | number[] | string;

/** A ballot that is being filled in. */
export interface Begun {
  chosen: number[];
  text: string;
  /** It takes the place of one that was cast. */
  changes?: boolean;
}

/** What was begun of a poll's ballot, before the scripts came too. */
export const begun = (poll: string): Signal<Begun> => draftOf<Begun>(`ballot:${poll}`, { chosen: [], text: '' });

/** The ballot that was cast, to be filled in anew. */
export const again = ({ choice, choices, written }: PollView): Begun => ({
  chosen: choices ?? (choice == null ? [] : [choice]),
  text: written ?? '',
  changes: true,
});

export const hasVoted = (poll: PollView): boolean => poll.choice != null || poll.written != null;

/** The poll as its voter sees it once she has voted; the server's own words follow. */
export const withBallot = (ballot: Ballot | null): Partial<PollView> => ({
  choice: Array.isArray(ballot) ? ballot[0] : typeof ballot === 'number' ? ballot : null,
  choices: Array.isArray(ballot) ? ballot : null,
  written: typeof ballot === 'string' ? ballot : null,
});

/**
 * Each option's part of the result in whole percent. They add to 100 (largest remainder), except where a voter may choose
 * several: there each is the part of the voters who chose it. The server's PollShares does the same.
 */
export function shares(poll: Pick<PollView, 'tally' | 'voters' | 'rules'>): number[] {
  const tally = poll.tally ?? [];
  if (poll.rules.kind === 'multiple') return tally.map((n) => (poll.voters ? Math.round((100 * n) / poll.voters) : 0));
  const total = tally.reduce((sum, n) => sum + n, 0);
  if (!total) return tally.map(() => 0);
  const whole = tally.map((n) => Math.floor((100 * n) / total));
  const left = 100 - whole.reduce((sum, n) => sum + n, 0);
  const byRemainder = tally.map((n, option) => [(100 * n) % total, option] as const).sort((a, b) => b[0] - a[0]);
  for (const [, option] of byRemainder.slice(0, left)) whole[option] = (whole[option] ?? 0) + 1;
  return whole;
}

/** What raters gave on average, from 1 on. */
export function average(tally: readonly number[]): number {
  const total = tally.reduce((sum, n) => sum + n, 0);
  return total ? tally.reduce((sum, n, step) => sum + n * (step + 1), 0) / total : 0;
}
