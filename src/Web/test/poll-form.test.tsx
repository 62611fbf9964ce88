// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PollKind, PollRules } from '../src/lib/protocol';
import { button, choose, click, draw, labelled, page, settle, type } from './desk-kit';

let root: HTMLElement;
const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 2 }));
const done = vi.fn();

beforeEach(async () => {
  root = page();
  send.mockReset();
  send.mockResolvedValue({ seq: 2 });
  done.mockReset();
  vi.stubGlobal('fetch', async () => Response.json([]));
  const { PollForm } = await import('../src/components/PollPanel/PollForm');
  await draw(<PollForm poll={null} send={send} onDone={done} />, root);
  await settle();
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

const begin = () => labelled<HTMLSelectElement>(root, 'Begin with');
const kind = (name: PollKind) => choose(labelled<HTMLSelectElement>(root, 'Kind'), name);
const ask = (text: string) => type(labelled<HTMLInputElement>(root, 'Question'), text);
const options = (lines: string) => type(root.querySelector<HTMLTextAreaElement>('#poll-options')!, lines);
const save = async () => {
  await click(button(root, 'Keep it ready'));
  await settle();
};
const rules = (change: Partial<PollRules> = {}) =>
  expect.objectContaining({ kind: 'single', hidden: false, mayChange: true, most: null, right: null, ...change });
const kept = () => {
  expect(done).toHaveBeenCalledOnce();
  const [method, , text, lines, paper] = send.mock.lastCall!;
  expect(method).toBe('CreatePoll');
  return [text, lines, paper];
};

test('one answer: the lines are the options, and it waits for two of them', async () => {
  await ask('Tea or coffee?');
  await options('Tea\n');
  expect(button(root, 'Keep it ready').disabled).toBe(true);
  await options(' Tea \n\nCoffee');
  await save();
  expect(kept()).toEqual(['Tea or coffee?', ['Tea', 'Coffee'], rules()]);
});

test('several answers, and how many at most', async () => {
  await kind('multiple');
  await ask('Which?');
  await options('A\nB\nC');
  await choose(labelled<HTMLSelectElement>(root, 'At most'), '2');
  await save();
  expect(kept()).toEqual(['Which?', ['A', 'B', 'C'], rules({ kind: 'multiple', most: 2 })]);
});

test('a rating: its steps from the lowest', async () => {
  await kind('rating');
  await ask('How clear?');
  await type(labelled<HTMLTextAreaElement>(root, 'Steps from the lowest'), '1\n2\n3');
  await save();
  expect(kept()).toEqual(['How clear?', ['1', '2', '3'], rules({ kind: 'rating' })]);
});

test('in their own words: it needs no options, and keeps none that were written before', async () => {
  await options('A\nB');
  await kind('text');
  await ask('Where are you from?');
  expect(root.querySelector('#poll-options')).toBeNull();
  await save();
  expect(kept()).toEqual(['Where are you from?', [], rules({ kind: 'text' })]);
});

test('a ranking', async () => {
  await kind('ranking');
  await ask('What first?');
  await options('Tax\nRent');
  await save();
  expect(kept()).toEqual(['What first?', ['Tax', 'Rent'], rules({ kind: 'ranking' })]);
});

test('a quiz: with its right answer, a time limit and a hidden result', async () => {
  await kind('quiz');
  await ask('How many papers?');
  await options('Two\nThree');
  await choose(labelled<HTMLSelectElement>(root, 'Right answer'), '1');
  await choose(labelled<HTMLSelectElement>(root, 'Closes by itself'), '60');
  await click(labelled<HTMLInputElement>(root, 'Hide the result until I show it'));
  await save();
  expect(kept()).toEqual([
    'How many papers?',
    ['Two', 'Three'],
    rules({ kind: 'quiz', right: 1, seconds: 60, hidden: true }),
  ]);
});

test('a template fills the form, and an empty poll empties it again', async () => {
  await choose(begin(), '0');
  expect(root.querySelector<HTMLTextAreaElement>('#poll-options')!.value).toBe('Yes\nNo');
  await choose(begin(), '');
  expect(root.querySelector<HTMLTextAreaElement>('#poll-options')!.value).toBe('');
});

test('a poll that the server refuses stays in its form', async () => {
  send.mockResolvedValue(undefined);
  await ask('Tea?');
  await options('Yes\nNo');
  await save();
  expect(done).not.toHaveBeenCalled();
  expect(labelled<HTMLInputElement>(root, 'Question').value).toBe('Tea?');
});
