// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import type { RoomView } from '../src/lib/protocol';
import { draw, page, question, room, settle } from './desk-kit';

let root: HTMLElement;
afterEach(() => {
  render(null, root);
  vi.unstubAllGlobals();
});

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

async function show(view: RoomView) {
  root = page('speaker');
  const { Backstage } = await import('../src/components/Backstage/Backstage');
  const link = { room: signal(view), state: signal('live'), send: async () => ({}) };
  const voice = { microphone: signal('idle'), line: signal('idle'), muted: signal(false), refusal: signal(null) };
  const props = {
    link,
    voice,
    monitor: { connected: signal(false), refusal: signal(null) },
    seat: { onAir: false, muted: false },
    crew: { notes: signal([]) },
    place: { talkId: 't', name: 'Noy', when: '', language: 'en' },
  };
  await draw(<Backstage {...(props as never as Parameters<typeof Backstage>[0])} />, root);
}

test('a speaker sees what is answered, what comes next in the host’s order, and then what is wanted most', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => json([])),
  );
  await show(
    room({
      questions: [
        question('1', { state: 'approved', votes: 9 }),
        question('2', { state: 'next' }),
        question('3', { state: 'next' }),
        question('4', { state: 'answering' }),
      ],
      board: { next: ['3', '2'], received: 4, answered: 0, deferred: 0, joined: 0, declined: [] },
    }),
  );
  const lines = [...root.querySelectorAll('.next li')].map((line) => line.textContent);
  expect(lines).toEqual([
    'Being answered now Question 4',
    'Answered next Question 3',
    'Answered next Question 2',
    expect.stringContaining('Question 1'),
  ]);
});

test('a speaker sends slides, sees how far they are, and reads why they were not taken', async () => {
  const deck = { id: 'd', name: 'coffee.pdf', state: 'drawing', done: 2, pages: 9 };
  const posts: string[] = [];
  const answers = [json({ code: 'slides.encrypted', detail: 'Locked.' }, 400), json(deck)];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string, request?: RequestInit) => {
      if (request?.method !== 'POST') return json(posts.length > 1 ? [deck] : []);
      posts.push(address);
      return answers.shift()!;
    }),
  );
  await show(room({ phase: 'greenRoom' }));
  const input = root.querySelector<HTMLInputElement>('input[type=file]')!;
  Object.defineProperty(input, 'files', { value: [new File(['x'], 'coffee.pdf')] });
  const choose = () => act(async () => void input.dispatchEvent(new Event('change', { bubbles: true })));

  await choose();
  await vi.waitFor(() => expect(root.textContent).toContain('locked by a password'));
  await choose();
  await settle();
  await vi.waitFor(() => expect(root.querySelector('progress')?.value).toBe(2));
  expect(posts).toEqual(['/api/talks/t/slides', '/api/talks/t/slides']);
  expect(root.textContent).not.toContain('locked by a password');
  expect(root.textContent).not.toContain('Remove');
});
