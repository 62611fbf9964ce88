// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { QuestionView, RoomView } from '../src/lib/protocol';
import { button, click, drag, draw, page, press, question, room, settle, type } from './desk-kit';

let root: HTMLElement;
let Moderation: typeof import('../src/components/Moderation/Moderation').Moderation;
const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 2 }));

const liveAt = '2026-01-01T10:00:00.000Z';
const endedAt = '2026-01-01T11:00:00.000Z';

beforeEach(async () => {
  root = page();
  ({ Moderation } = await import('../src/components/Moderation/Moderation'));
  send.mockReset();
  send.mockResolvedValue({ seq: 2 });
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

const show = (questions: QuestionView[], change: Partial<RoomView> = {}) =>
  draw(
    <Moderation
      room={room({ questions, liveAt, ...change })}
      language="lo"
      enabled={change.phase !== 'ended'}
      settable
      shown
      send={send}
    />,
    root,
  );
const tab = (name: string) => click(root.querySelector<HTMLElement>(`#tab-${name}`)!);
const more = () => click(root.querySelector<HTMLElement>('[aria-label="More"]')!);
const sliders = () => [...root.querySelectorAll<HTMLInputElement>('.times input')];

const answered = (change: Partial<QuestionView> = {}) =>
  question('1', {
    state: 'answered',
    answeringAt: '2026-01-01T10:20:00.000Z',
    answeredAt: '2026-01-01T10:25:00.000Z',
    ...change,
  });

test('each end of an answer is dragged to its time, one after the other, and escape closes the sliders', async () => {
  await show([answered()]);
  await tab('done');
  await click(button(root, 'Set times'));
  expect(document.activeElement).toBe(sliders()[0]);

  await drag(sliders()[0]!, 1170);
  await settle();
  expect(send).toHaveBeenLastCalledWith('SetAnswerTimes', '1', '2026-01-01T10:19:30.000Z', '2026-01-01T10:25:00.000Z');
  await drag(sliders()[1]!, 1440);
  expect(send).toHaveBeenLastCalledWith('SetAnswerTimes', '1', '2026-01-01T10:19:30.000Z', '2026-01-01T10:24:00.000Z');

  await press(sliders()[0]!, 'Escape');
  expect(sliders()).toEqual([]);
});

test('a button closes the sliders, and so does the question itself', async () => {
  await show([answered()]);
  await tab('done');
  await click(button(root, 'Set times'));
  await click(button(root.querySelector('.times')!, 'Close'));
  expect(sliders()).toEqual([]);

  await click(button(root, 'Set times'));
  await click(root.querySelector<HTMLElement>('.inq-pick')!);
  expect(sliders()).toEqual([]);
});

test('an answer that goes on gets another beginning, and no end', async () => {
  await show([question('1', { state: 'answering', answeringAt: '2026-01-01T10:20:00.000Z' })]);
  await click(button(root, 'Set times'));
  expect(sliders()).toHaveLength(1);
  await drag(sliders()[0]!, 1100);
  expect(send).toHaveBeenLastCalledWith('SetAnswerTimes', '1', '2026-01-01T10:18:20.000Z', null);
});

test('a question that was finished by mistake is answered again', async () => {
  await show([answered()]);
  await tab('done');
  await click(button(root, 'Answer again'));
  expect(send).toHaveBeenLastCalledWith('StartAnswer', '1');

  await show([answered()], { phase: 'ended', endedAt });
  expect(root.textContent).not.toContain('Answer again');
});

test('after the talk a question that was answered by voice and never marked gets its times', async () => {
  await show([question('1', { state: 'next' })], { phase: 'ended', endedAt });
  await tab('approved');
  expect(root.querySelector('.nownext')).toBeNull();
  await click(button(root, 'Was answered on air'));
  await drag(sliders()[0]!, 1800);
  expect(send).not.toHaveBeenCalled();

  await drag(sliders()[1]!, 1900);
  await click(button(root, 'Answered'));
  expect(send).toHaveBeenLastCalledWith('SetAnswerTimes', '1', '2026-01-01T10:30:00.000Z', '2026-01-01T10:31:40.000Z');
  await settle();
  expect(sliders()).toEqual([]);
});

test('what is said to begin with the programme does not begin before it', async () => {
  await show([answered({ answeringAt: '2026-01-01T10:01:00.000Z' })]);
  await tab('done');
  await click(button(root, 'Set times'));
  await drag(sliders()[0]!, 0);
  expect(send.mock.lastCall![2]).toBe('2026-01-01T10:00:00.001Z');
});

test('a similar question is joined with the one that answers it, the most similar first', async () => {
  await show([
    question('1', { text: 'What does a licence cost?' }),
    question('2', { state: 'approved', text: 'Where is the office?' }),
    question('3', { state: 'approved', text: 'What does the licence cost?' }),
  ]);
  await more();
  await click(button(root, 'Join'));
  const field = root.querySelector<HTMLSelectElement>('#merge')!;
  expect([...field.options].map((option) => option.value)).toEqual(['3', '2']);
  await click(button(root.querySelector('.reason')!, 'Join'));
  expect(send).toHaveBeenLastCalledWith('MergeQuestion', '1', '3');
});

test('what was joined is taken apart again', async () => {
  await show([question('1', { state: 'merged', mergedInto: '2' }), question('2', { state: 'approved' })]);
  await tab('done');
  expect(root.textContent).toContain('Joined with: Question 2');
  await click(button(root, 'Take apart'));
  expect(send).toHaveBeenLastCalledWith('SplitQuestion', '1');
});

test('labels are written with commas, and one of them finds its questions', async () => {
  const desk = { by: 'ada', labels: ['tax'], unread: false, recorded: false };
  await show([question('1', { desk }), question('2')]);
  await more();
  await click(button(root, 'Labels'));
  const field = root.querySelector<HTMLTextAreaElement>('#labels')!;
  expect(field.value).toBe('tax');
  await type(field, 'tax, fees');
  await press(field, 'Enter');
  await settle();
  expect(send).toHaveBeenLastCalledWith('LabelQuestion', '1', ['tax', ' fees']);

  await click(button(root, 'tax'));
  expect([...root.querySelectorAll('.inq li')].map((one) => one.id)).toEqual(['q-1']);
  await click(button(root, 'Show all'));
  expect(root.querySelectorAll('.inq li')).toHaveLength(2);
});

test('an approved question is pinned, and let go again', async () => {
  await show([question('1', { state: 'approved' })]);
  await tab('approved');
  await more();
  await click(button(root, 'Pin'));
  expect(send).toHaveBeenLastCalledWith('PinQuestion', '1', true);

  await show([question('1', { state: 'approved', pinned: true })]);
  await click(button(root, 'Unpin'));
  expect(send).toHaveBeenLastCalledWith('PinQuestion', '1', false);
});

test('an answer in writing is written after the talk, too', async () => {
  await show([question('1', { state: 'deferred' })], { phase: 'ended', endedAt });
  await click(button(root, 'Answer in writing'));
  await type(root.querySelector<HTMLTextAreaElement>('#write')!, 'At the district office.');
  await click(button(root, 'Save'));
  expect(send).toHaveBeenLastCalledWith('AnswerInWriting', '1', 'At the district office.');
});

test('enter on the way out of a form leaves it and sends nothing', async () => {
  await show([question('1', { state: 'deferred' })]);
  await tab('done');
  await click(button(root, 'Answer in writing'));
  await type(root.querySelector<HTMLTextAreaElement>('#write')!, 'Half a thought');
  await press(button(root.querySelector('.reason')!, 'Not now'), 'Enter');
  expect(send).not.toHaveBeenCalled();
});

test.each([
  ['answered', answered()],
  ['declined', question('1', { state: 'declined', why: 'unclear' })],
  ['merged', question('1', { state: 'merged', mergedInto: '2' })],
] as const)('the author of a question that is %s is blocked after a question back', async (_, done) => {
  const sure = vi.fn(() => false);
  vi.stubGlobal('confirm', sure);
  await show([done]);
  await tab('done');
  await click(button(root, 'Block the author'));
  expect(send).not.toHaveBeenCalled();

  sure.mockReturnValue(true);
  await click(button(root, 'Block the author'));
  expect(send).toHaveBeenLastCalledWith('BlockPerson', { question: '1' });
});
