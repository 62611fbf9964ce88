// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Ballot } from '../src/components/Ballot/Ballot';
import type { PollView } from '../src/lib/protocol';
import { button, click, draw, page, type } from './desk-kit';

let root: HTMLElement;
let polls = 0;
const vote = vi.fn();

beforeEach(() => {
  root = page();
  polls++; // what was begun of one poll is not the next one's
  vote.mockReset();
});
afterEach(() => render(null, root));

const poll = (rules: Partial<PollView['rules']>, more: Partial<PollView> = {}): PollView => ({
  id: `p${polls}`,
  text: 'What is dear?',
  options: ['Rent', 'Tax', 'Staff'],
  state: 'open',
  voters: 0,
  ...more,
  rules: { kind: 'single', hidden: false, mayChange: false, ...rules },
});
const show = (view: PollView) => draw(<Ballot poll={view} onVote={vote} />, root);
const fields = () => [...root.querySelectorAll<HTMLInputElement>('fieldset input')];
const places = () => [...root.querySelectorAll('.ans')].map((one) => one.querySelector('[aria-hidden]')?.textContent);
const choose = (option: number) => click(fields()[option]!);
const send = () => act(() => void root.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true })));

test('a multiple choice takes as many as it may, and sends them', async () => {
  await show(poll({ kind: 'multiple', most: 2 }));
  expect(root.textContent).toContain('2');
  expect(button(root, 'Vote').disabled).toBe(true);
  await choose(2);
  await choose(0);
  expect(fields().map((field) => field.disabled)).toEqual([false, true, false]);
  await choose(2);
  await choose(1);
  await send();
  expect(vote).toHaveBeenCalledWith([0, 1]);
});

test('a ranking numbers what is chosen, closes up when one is taken out, and sends the order', async () => {
  await show(poll({ kind: 'ranking' }));
  await choose(2);
  await choose(0);
  await choose(1);
  expect(places()).toEqual(['2', '3', '1']);
  await choose(0);
  expect(places()).toEqual([undefined, '2', '1']);
  await send();
  expect(vote).toHaveBeenCalledWith([2, 1]);

  await show(poll({ kind: 'ranking' }, { choice: 2, choices: [2, 1], tally: [0, 2, 3], voters: 1 }));
  expect(
    [...root.querySelectorAll('.ans')].map((one) => one.querySelector('.ans-own, .ans-none')?.textContent),
  ).toEqual(['', '2', '1']);
  expect(root.textContent).toContain('3 points');
});

test('an answer in words is sent without the blanks around it, and then shown as one’s own', async () => {
  await show(poll({ kind: 'text' }, { options: [] }));
  const box = root.querySelector('textarea')!;
  await type(box, '  ');
  expect(button(root, 'Vote').disabled).toBe(true);
  await type(box, ' Pakse ');
  await send();
  expect(vote).toHaveBeenCalledWith('Pakse');

  await show(poll({ kind: 'text' }, { options: [], written: 'Pakse' }));
  expect(root.querySelector('textarea')).toBeNull();
  expect(root.querySelector('.ans-mine')!.textContent).toBe('Pakse');
});

test('a ballot that was refused is there as it was filled in', async () => {
  await show(poll({ kind: 'ranking' }));
  await choose(1);
  await choose(2);
  await send();
  await show(poll({ kind: 'ranking' }, { choice: 1, choices: [1, 2] })); // as good as cast
  await show(poll({ kind: 'ranking' })); // and refused
  expect(places()).toEqual([undefined, '1', '2']);
});

test('whoever changes her vote begins with the one that she cast', async () => {
  await show(poll({ kind: 'multiple', mayChange: true }, { choice: 0, choices: [0, 2], voters: 1 }));
  await click(button(root, 'Change'));
  expect(fields().map((field) => field.checked)).toEqual([true, false, true]);
  await choose(0);
  await send();
  expect(vote).toHaveBeenCalledWith([2]);
});
