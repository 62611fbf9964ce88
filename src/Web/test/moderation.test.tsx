// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QuestionView } from '../src/lib/protocol';
import { button, click, draw, page, press, question, room, settle, type } from './desk-kit';

let root: HTMLElement;
let Moderation: typeof import('../src/components/Moderation/Moderation').Moderation;
const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 2 }));

beforeEach(async () => {
  root = page();
  ({ Moderation } = await import('../src/components/Moderation/Moderation'));
  send.mockReset();
  send.mockResolvedValue({ seq: 2 });
});
afterEach(() => render(null, root));

const show = (questions: QuestionView[]) =>
  draw(<Moderation room={room({ questions })} language="lo" enabled settable shown send={send} />, root);
const chosen = () => root.querySelector('.inq [aria-current]')?.id;
const field = () => root.querySelector<HTMLTextAreaElement>('.reason textarea')!;

test('the form of a question that somebody else moves on stays with its question', async () => {
  await show([question('1'), question('2'), question('3')]);
  await press(document.body, 'j');
  await press(document.body, 'x');
  await type(field(), 'Because');
  await show([question('1'), question('2', { state: 'approved' }), question('3')]);
  expect(chosen()).toBe('q-2');
  expect(field().value).toBe('Because');
  expect(root.textContent).toContain('Somebody else moved this question on');
  await click(button(root, 'Decline'));
  await settle();
  expect(send).toHaveBeenLastCalledWith('DeclineQuestion', '2', 'Because', 'other');
});

test('a form stays on its question when another takes the first place', async () => {
  await show([question('2')]);
  await press(document.body, 'x');
  await show([question('1'), question('2')]);
  await click(button(root.querySelector('.reason')!, 'Asked before'));
  expect(send).toHaveBeenLastCalledWith('DeclineQuestion', '2', null, 'askedBefore');
});

test('a key acts on nothing after somebody else took the chosen question away', async () => {
  await show([question('1'), question('2'), question('3')]);
  await press(document.body, 'j');
  await show([question('1'), question('3')]);
  await press(document.body, 'y');
  expect(send).not.toHaveBeenCalled();
  await press(document.body, 'j');
  expect(chosen()).toBe('q-3');
});

test('a list that somebody else emptied chooses the first question that comes', async () => {
  await show([question('1')]);
  await show([]);
  expect(root.textContent).not.toContain('Choose another one');
  await show([question('2')]);
  expect(chosen()).toBe('q-2');
});

test('after her own step the next question is chosen, and the first that comes when there was none', async () => {
  await show([question('1'), question('2')]);
  await press(document.body, 'y');
  expect(send).toHaveBeenLastCalledWith('ApproveQuestion', '1');
  await show([question('2')]);
  expect(chosen()).toBe('q-2');
  await press(document.body, 'y');
  await show([]);
  await show([question('3')]);
  expect(chosen()).toBe('q-3');
});

test('a text that the server refuses stays in its form', async () => {
  send.mockResolvedValue(undefined);
  await show([question('1', { state: 'asked' })]);
  await press(document.body, 'x');
  await type(field(), 'A long reason');
  await click(button(root, 'Decline'));
  await settle();
  expect(field().value).toBe('A long reason');
  expect(root.textContent).toContain('What you wrote is still here');
});

test('escape leaves the reasons from the field for another one, too', async () => {
  await show([question('1')]);
  await press(document.body, 'x');
  await press(field(), 'Escape');
  expect(root.querySelector('.reason')).toBeNull();
});
