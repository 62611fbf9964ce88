// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { h, render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../src/lib/command-queue';
import type { RoomView } from '../src/lib/protocol';

vi.stubGlobal('matchMedia', () => ({ matches: false }));
const { Room } = await import('../src/components/Room/Room');

const question = { id: 'q', text: 'Tea?', state: 'approved', votes: 1, voted: false, mine: false, askedAt: '' };
const room = signal({} as RoomView);
const refused = signal<{ refusal: Refusal; text?: string } | null>(null);
const asks: { reject: (refusal: Refusal) => void }[] = [];
const link = {
  talkId: 't',
  draft: 'draft:t',
  room,
  refused,
  state: signal('live'),
  unsent: signal([]),
  on: () => {},
  send: () => new Promise((_, reject) => asks.push({ reject })),
  sendAs: () => new Promise((_, reject) => asks.push({ reject })),
};

beforeEach(() => {
  localStorage.clear();
  asks.length = 0;
  refused.value = null;
  room.value = {
    seq: 1,
    phase: 'greenRoom',
    questions: [question],
    polls: [],
    onAir: [],
    stage: { handouts: [] },
  } as unknown as RoomView;
  const episode = { talkId: 't', speakers: [] };
  const hand = { view: signal(null) };
  act(() => render(h(Room, { link, episode, hand } as never), document.body));
});
afterEach(() => render(null, document.body));

const box = () => document.querySelector<HTMLTextAreaElement>('#ask')!;
const write = (text: string) =>
  act(() => {
    box().value = text;
    box().dispatchEvent(new Event('input', { bubbles: true }));
  });
const submit = () => act(() => void document.querySelector('.ask')!.dispatchEvent(new Event('submit')));
const refuse = (code: string) =>
  act(async () => {
    asks.pop()!.reject(new Refusal(code, `${code}!`));
    await new Promise((done) => setTimeout(done));
  });

test('a refused vote is told where it was given', async () => {
  act(() => document.querySelector<HTMLElement>('.vote')!.click());
  await refuse('question.closed');
  expect(document.querySelector('.q .fault')!.textContent).toBe('question.closed!');
});

test('a refused question comes back, unless the next one is being written', async () => {
  write('Tea?');
  submit();
  await refuse('question.too-long');
  expect(box().value).toBe('Tea?');

  submit();
  write('Coffee?');
  await refuse('question.too-long');
  expect(box().value).toBe('Coffee?');
  expect(document.querySelector('.ask .fault')!.textContent).toContain('room.kept.ask');
});

test('a question from before the page was loaded is in the box again when it is refused', () => {
  localStorage.setItem('draft:t', 'Tea?');
  act(() => {
    refused.value = { refusal: new Refusal('talk.over', 'over'), text: 'Tea?' };
  });
  expect(box().value).toBe('Tea?');
  expect(document.querySelector('.banner')!.textContent).toContain('over');
});

test('a screen reader hears what becomes of its question, and the same words twice as two', async () => {
  const status = () => document.querySelector('p.vh[role="status"] > span')!;
  const become = (state: string) =>
    act(() => {
      room.value = { ...room.value, questions: [{ ...question, mine: true, state }] } as RoomView;
    });
  become('asked');
  become('approved');
  expect(status().textContent).toBe('room.said.shown Tea?');
  const first = status();
  become('asked');
  become('approved');
  expect(status().textContent).toBe('room.said.shown Tea?');
  expect(status()).not.toBe(first);
});
