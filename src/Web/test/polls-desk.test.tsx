// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AnswerView, PollView } from '../src/lib/protocol';
import { button, choose, click, draw, page, press, settle, type } from './desk-kit';

let root: HTMLElement;
const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 2 }));

beforeEach(() => {
  vi.resetModules();
  root = page();
  send.mockReset();
  send.mockResolvedValue({ seq: 2 });
});
afterEach(() => render(null, root));

async function show(polls: PollView[], over = false) {
  const { PollPanel } = await import('../src/components/PollPanel/PollPanel');
  await draw(<PollPanel polls={polls} over={over} enabled shown send={send} />, root);
}

const poll = (change: Partial<PollView> = {}): PollView => ({
  id: 'p',
  text: 'Tea?',
  options: ['Yes', 'No'],
  state: 'open',
  tally: [1, 0],
  voters: 1,
  rules: { kind: 'single', hidden: false, mayChange: false },
  ...change,
});
const written = (answers: AnswerView[], groups: string[] = [], change: Partial<PollView> = {}) =>
  poll({
    text: 'Where are you from?',
    options: groups,
    tally: groups.map(() => 1),
    rules: { kind: 'text', hidden: false, mayChange: true },
    answers,
    ...change,
  });
const answer = (text: string, change: Partial<AnswerView> = {}): AnswerView => ({
  text,
  voters: 1,
  group: null,
  hidden: false,
  ...change,
});
const row = (text: string) =>
  [...root.querySelectorAll('.answers li')].find((one) =>
    one.querySelector('.answers-t')?.textContent?.includes(text),
  )!;

test('the button that closes a poll stays the same while votes come in, so that a click on it is never lost', async () => {
  await show([poll()]);
  const before = button(root, 'Close');
  await show([poll({ tally: [2, 0], voters: 2 })]);
  expect(button(root, 'Close')).toBe(before);
});

test('a moderator sorts answers, and finds no other poll and nothing that a producer does', async () => {
  root = page('moderator');
  await show([poll(), written([answer('Pakse')])]);
  expect(root.textContent).toContain('Where are you from?');
  expect(root.textContent).not.toContain('Tea?');
  expect(root.textContent).not.toContain('New poll');
  expect(root.querySelector('.poll-f')).toBeNull();
  await press(document.body, 'p');
  expect(send).not.toHaveBeenCalled();

  await click(button(row('Pakse'), 'Show'));
  expect(send).toHaveBeenLastCalledWith('SortAnswer', 'p', 'Pakse', 'Pakse');
});

test('an answer is shown, hidden, or put into a group of like ones', async () => {
  await show([written([answer('Pakse', { voters: 3 })], ['South'])]);
  expect(row('Pakse').textContent).toContain('×3');
  await click(button(row('Pakse'), "Don't show"));
  expect(send).toHaveBeenLastCalledWith('SortAnswer', 'p', 'Pakse', null);
  await choose(row('Pakse').querySelector('select')!, 'South');
  expect(send).toHaveBeenLastCalledWith('SortAnswer', 'p', 'Pakse', 'South');
});

test('an answer that was shown by mistake is hidden, and a hidden one comes back without any group', async () => {
  await show([written([answer('An insult', { group: 'An insult' })], ['An insult'])]);
  await click(button(row('An insult'), "Don't show"));
  expect(send).toHaveBeenLastCalledWith('SortAnswer', 'p', 'An insult', null);

  await show([written([answer('Pakse', { hidden: true })])]);
  expect(row('Pakse').textContent).toContain('not shown');
  await click(button(row('Pakse'), 'Show'));
  expect(send).toHaveBeenLastCalledWith('SortAnswer', 'p', 'Pakse', 'Pakse');
});

test('a group gets another name, and escape leaves it as it was', async () => {
  await show([written([answer('Pakse', { group: 'South' })], ['South'])]);
  await click(button(root, 'Rename'));
  await press(root.querySelector('.answers-n input')!, 'Escape');
  expect(root.querySelector('.answers-n')).toBeNull();

  await click(button(root, 'Rename'));
  const field = root.querySelector<HTMLInputElement>('.answers-n input')!;
  expect(document.activeElement).toBe(field);
  await type(field, 'The south');
  await click(button(root.querySelector('.answers-n')!, 'Keep'));
  await settle();
  expect(send).toHaveBeenLastCalledWith('RenameAnswers', 'p', 'South', 'The south');
  expect(root.querySelector('.answers-n')).toBeNull();
});

test('after the end a forgotten result is shown and answers are sorted, and nothing is opened any more', async () => {
  const hidden = { kind: 'single', hidden: true, mayChange: false } as const;
  const draft = poll({ id: 'd', text: 'Never asked', state: 'draft', tally: null, voters: 0 });
  await show(
    [poll({ state: 'closed', rules: hidden }), written([answer('Pakse')], [], { id: 'w', state: 'closed' }), draft],
    true,
  );
  expect(root.textContent).not.toContain('Open again');
  expect(root.textContent).not.toContain('Open now');
  expect(root.textContent).not.toContain('Edit');
  await press(document.body, 'p');
  expect(send).not.toHaveBeenCalled();

  await click(button(root, 'Show the result'));
  expect(send).toHaveBeenLastCalledWith('RevealPoll', 'p');
  await click(button(row('Pakse'), 'Show'));
  expect(send).toHaveBeenLastCalledWith('SortAnswer', 'w', 'Pakse', 'Pakse');
});
