// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { TalkLink } from '../src/lib/talk-link';
import { button, click, draw, page, settle, type } from './desk-kit';

let root: HTMLElement;
afterEach(() => render(null, root));

async function chat(ask: () => Promise<unknown>, send: () => Promise<unknown>) {
  root = page();
  const { ChatDesk } = await import('../src/components/People/ChatDesk');
  const link = { ask, on: () => {}, state: signal('live') } as unknown as TalkLink;
  await draw(<ChatDesk link={link} enabled send={send} />, root);
  await settle();
}

test('a message that the server refuses stays in its field', async () => {
  const send = vi.fn(async (): Promise<unknown> => undefined);
  await chat(async () => ({ seq: 1, messages: [] }), send);
  const field = root.querySelector('input')!;
  await type(field, 'Far too long');
  await click(button(root, 'Send'));
  await settle();
  expect(field.value).toBe('Far too long');

  send.mockResolvedValue({ seq: 2 });
  await click(button(root, 'Send'));
  await settle();
  expect(field.value).toBe('');
});
