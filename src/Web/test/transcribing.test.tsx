// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RoomView } from '../src/lib/protocol';
import { button, choose, click, draw, labelled, page, question, room, settle, type } from './desk-kit';

let root: HTMLElement;
const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 2 }));

beforeEach(() => {
  root = page();
  send.mockClear();
});
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

const recorded = question('1', {
  text: '',
  author: 'Caller 1',
  desk: { by: 'noy', labels: [], unread: true, recorded: true },
});

async function show(change: Partial<RoomView> = {}) {
  const { Moderation } = await import('../src/components/Moderation/Moderation');
  const view = room({ questions: [recorded], ...change });
  await draw(<Moderation room={view} language="lo-LA" enabled settable shown send={send} />, root);
}
const text = () => labelled<HTMLTextAreaElement>(root, 'Write down what the caller asks');
const language = () => labelled<HTMLSelectElement>(root, 'Language');

test('what a caller asked is written down with her name and her language', async () => {
  await show();
  await type(text(), 'Berapa harganya?');
  await type(labelled<HTMLInputElement>(root, 'Name'), 'Siti of Johor');
  await choose(language(), 'ms');
  await click(button(root, 'Save'));
  await settle();
  expect(send).toHaveBeenLastCalledWith('TranscribeQuestion', '1', 'Berapa harganya?', 'Siti of Johor', 'ms');
});

test('her language is what the screener learned of her, or else the one of the series', async () => {
  await show();
  expect(language().value).toBe('lo');
  await type(text(), 'ລາຄາເທົ່າໃດ?');
  await click(button(root, 'Save'));
  expect(send).toHaveBeenLastCalledWith('TranscribeQuestion', '1', 'ລາຄາເທົ່າໃດ?', null, 'lo-LA');

  render(null, root);
  await show({ hands: { line: [], paused: false, forms: [{ person: 'noy', name: 'Noy', language: 'fil' }] } });
  expect(language().value).toBe('fil');
  expect(labelled<HTMLInputElement>(root, 'Name').value).toBe('Noy');
});

test('whoever leaves abuse on the line is blocked before anybody writes it down', async () => {
  vi.stubGlobal('confirm', () => true);
  await show();
  await click(button(root, 'Block the author'));
  expect(send).toHaveBeenLastCalledWith('BlockPerson', { question: '1' });
});
