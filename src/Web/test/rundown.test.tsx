// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import type { PollView, RoomView } from '../src/lib/protocol';
import { button, click, draw, page, room } from './desk-kit';

const poll = (change: Partial<PollView> = {}): PollView => ({
  id: 'p',
  text: 'Do you have a licence?',
  options: ['Yes', 'No'],
  state: 'draft',
  tally: [0, 0],
  voters: 0,
  rules: { kind: 'single', hidden: false, mayChange: false },
  cue: 'b',
  ...change,
});

const course = (at: string | null, ...polls: PollView[]): RoomView => {
  const cues = ['a', 'b'].map((id) => ({ id, title: `Part ${id}`, minute: null }));
  return room({
    polls,
    stage: { people: [], handouts: [], cue: cues.find((cue) => cue.id === at) },
    plan: { slides: [], cues },
  });
};

async function desk() {
  const root = page();
  const sent: unknown[][] = [];
  const { Rundown } = await import('../src/components/Rundown/Rundown');
  const show = (view: RoomView, enabled = true) =>
    draw(
      <Rundown
        room={view}
        slug="s"
        zone="Asia/Vientiane"
        enabled={enabled}
        send={async (...call) => {
          sent.push(call);
          return {};
        }}
      />,
      root,
    );
  return { root, sent, show };
}

const parts = (root: HTMLElement) => [...root.querySelectorAll('li')].map((part) => part.textContent ?? '');

test('a part that is still to come names its poll and opens nothing', async () => {
  const { root, show } = await desk();
  await show(course('a', poll(), poll({ id: 'q', text: 'Of no part', cue: null })));
  expect(parts(root)[1]).toContain('Poll: Do you have a licence?');
  expect(root.querySelector('button')).toBeNull();
  expect(root.textContent).not.toContain('Of no part');
});

test('the part that runs opens its poll, closes it and tells what came of it', async () => {
  const { root, sent, show } = await desk();
  await show(course('b', poll()));
  await click(button(root, 'Open poll: Do you have a licence?'));
  await show(course('b', poll({ state: 'open', tally: [3, 1], voters: 4 })));
  expect(parts(root)[1]).toContain('75 % Yes');
  await click(button(root, 'Close poll: Do you have a licence?'));
  await show(course('b', poll({ state: 'closed', tally: [3, 1], voters: 4 })));
  expect(parts(root)[1]).toContain('Closed');
  expect(parts(root)[1]).toContain('75 % Yes');
  expect(root.querySelector('button')).toBeNull();
  expect(sent).toEqual([
    ['OpenPoll', 'p'],
    ['ClosePoll', 'p'],
  ]);
});

test('a hidden result is shown from the rundown, too', async () => {
  const { root, sent, show } = await desk();
  const rules = { kind: 'single' as const, hidden: true, mayChange: false };
  await show(course('b', poll({ state: 'closed', tally: [3, 1], voters: 4, rules })));
  await click(button(root, 'Show the result: Do you have a licence?'));
  expect(sent).toEqual([['RevealPoll', 'p']]);
});

test('a desk that lost the server opens no poll', async () => {
  const { root, show } = await desk();
  await show(course('b', poll()), false);
  expect(button(root, 'Open poll').disabled).toBe(true);
});
