// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { PollView } from '../src/lib/protocol';
import { button, draw, page } from './desk-kit';

const poll = (voters: number): PollView => ({
  id: 'p',
  text: 'Tea?',
  options: ['Yes', 'No'],
  state: 'open',
  tally: [voters, 0],
  voters,
  rules: { kind: 'single', hidden: false, mayChange: false },
});

test('the button that closes a poll stays the same while votes come in, so that a click on it is never lost', async () => {
  const root = page();
  const { PollPanel } = await import('../src/components/PollPanel/PollPanel');
  const show = (voters: number) =>
    draw(<PollPanel polls={[poll(voters)]} over={false} enabled shown send={async () => ({})} />, root);
  await show(1);
  const before = button(root, 'Close');
  await show(2);
  expect(button(root, 'Close')).toBe(before);
});
