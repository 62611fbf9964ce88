// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../src/lib/command-queue';
import type { PollView, RoomView } from '../src/lib/protocol';
import { button, click, draw, page, question, room, settle, type } from './desk-kit';

vi.stubGlobal('matchMedia', () => ({ matches: false }));
const { Room } = await import('../src/components/Room/Room');

let root: HTMLElement;
let refuse: ((refusal: Refusal) => void) | undefined;
const sent: unknown[][] = [];
const view = signal({} as RoomView);
const answer = (...args: unknown[]) => {
  sent.push(args);
  return new Promise((_, reject) => {
    refuse = reject;
  });
};
const link = {
  talkId: 't',
  draft: 'draft:t',
  room: view,
  refused: signal(null),
  state: signal('live'),
  unsent: signal([]),
  on: () => {},
  ask: async () => ({ seq: 0, messages: [] }),
  send: answer,
  sendAs: (_id: string, ...args: unknown[]) => answer(...args),
};
const poll = (id: string, kind: PollView['rules']['kind']) => ({
  id,
  text: kind,
  options: kind === 'text' ? [] : ['Tea', 'Coffee'],
  state: 'open',
  voters: 0,
  rules: { kind, hidden: false, mayChange: false },
});

beforeEach(async () => {
  localStorage.clear();
  sent.length = 0;
  root = page();
});
afterEach(() => render(null, root));

const show = async (change: Partial<RoomView> = {}, name?: string) => {
  view.value = room({ rules: { moderateAfter: false, chat: true }, ...change });
  const episode = { talkId: 't', slug: 'talk', description: '', speakers: [], language: 'en', texts: '', name };
  await draw(
    <Room {...({ link, episode, hand: { view: signal(null) } } as never as Parameters<typeof Room>[0])} />,
    root,
  );
};
const turnTo = async (tab: string) => {
  await click(root.querySelector<HTMLElement>(`#tab-${tab}`)!);
  await settle();
};
const field = <T extends HTMLElement = HTMLInputElement>(selector: string) => root.querySelector<T>(selector)!;
const submit = (form: string) =>
  act(() => void field(form).dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));

test('what was begun in one tab is there when one comes back from another', async () => {
  await show({
    questions: [question('1', { mine: true })],
    polls: [poll('several', 'multiple'), poll('words', 'text')] as PollView[],
  });
  await click(button(root, 'Change'));
  await type(field<HTMLTextAreaElement>('.q-edit textarea'), 'How much is it now?');
  await turnTo('poll');
  await click(root.querySelectorAll<HTMLElement>('[name="several"]')[1]!);
  await type(field<HTMLTextAreaElement>('.ballot textarea'), 'In Pakse');
  await turnTo('chat');
  await vi.waitFor(() => expect(field('.chat-say')).toBeTruthy());
  await type(field('.chat-say input'), 'Good evening');

  await turnTo('questions');
  expect(field<HTMLTextAreaElement>('.q-edit textarea').value).toBe('How much is it now?');
  await turnTo('poll');
  expect([...root.querySelectorAll<HTMLInputElement>('[name="several"]')].map((one) => one.checked)).toEqual([
    false,
    true,
  ]);
  expect(field<HTMLTextAreaElement>('.ballot textarea').value).toBe('In Pakse');
  await turnTo('chat');
  expect(field('.chat-say input').value).toBe('Good evening');
});

test('a change that is refused while another tab is shown is not lost', async () => {
  await show({ questions: [question('2', { mine: true })] });
  await click(button(root, 'Change'));
  await type(field<HTMLTextAreaElement>('.q-edit textarea'), 'A longer one');
  await submit('.q-edit');
  await turnTo('poll');
  await act(async () => refuse!(new Refusal('question.too-long', 'too long')));
  await turnTo('questions');
  expect(field<HTMLTextAreaElement>('.q-edit textarea').value).toBe('A longer one');
});

test('a question bears the name that stands beside it, and no account’s in its place', async () => {
  await show();
  await type(field<HTMLTextAreaElement>('#ask'), 'Tea?');
  expect(field('.ask-name input').placeholder).toBe('Anonymous');
  expect(field('.ask-name input').value).toBe('');
  await submit('.ask');
  expect(sent.at(-1)).toEqual(['Ask', expect.any(String), 'Tea?', '', 'en']);
});

test('the name by which the server knows somebody is shown before it is published, and can be taken out', async () => {
  await show({}, 'Noy');
  await type(field<HTMLTextAreaElement>('#ask'), 'Tea?');
  expect(field('.ask-name input').value).toBe('Noy');
  await submit('.ask');
  expect(sent.at(-1)![3]).toBe('Noy');

  await type(field<HTMLTextAreaElement>('#ask'), 'Coffee?');
  await type(field('.ask-name input'), '');
  await submit('.ask');
  expect(sent.at(-1)![3]).toBe('');
});

test('the chat knows the name that one asked under, and can change it', async () => {
  localStorage.setItem('name', '"Ada"');
  await show();
  await turnTo('chat');
  await vi.waitFor(() => expect(field('.chat-say')).toBeTruthy());
  await type(field('.chat-say input'), 'Good evening');
  expect(field('.chat-say .ask-name input').value).toBe('Ada');
  await submit('.chat-say');
  expect(sent.at(-1)).toEqual(['SendMessage', expect.any(String), 'Good evening', 'Ada']);

  await type(field('.chat-say input'), 'And bye');
  await type(field('.chat-say .ask-name input'), 'Noy');
  await submit('.chat-say');
  expect(sent.at(-1)![3]).toBe('Noy');
  expect(localStorage.getItem('name')).toBe('"Noy"');
});

test('no replay is promised where nothing is recorded', async () => {
  await show({ phase: 'ended', rules: { moderateAfter: false, chat: false, notRecorded: true } });
  expect(root.textContent).toContain('It was not recorded');
  expect(root.textContent).not.toContain('20 minutes');

  await show({ phase: 'ended' });
  expect(root.textContent).toContain('20 minutes');
});
