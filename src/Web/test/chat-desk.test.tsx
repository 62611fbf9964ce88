// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, expect, test, vi } from 'vitest';
import type { VoiceView } from '../src/lib/protocol';
import type { TalkLink } from '../src/lib/talk-link';
import { button, click, draw, page, settle, type } from './desk-kit';

let root: HTMLElement;
afterEach(() => render(null, root));

async function chat(ask: () => Promise<unknown>, send: (method: string, ...args: unknown[]) => Promise<unknown>) {
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

test('nobody is shut out of a talk by one wrong tap in the chat or among the callers', async () => {
  const send = vi.fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 2 }));
  const sure = vi.fn(() => false);
  vi.stubGlobal('confirm', sure);
  const message = { id: 'm', author: 'Ada', text: 'Hello', at: '2026-01-01T10:00:00Z' };
  await chat(async () => ({ seq: 1, messages: [message] }), send);
  await click(button(root, 'Block'));
  expect(send).not.toHaveBeenCalled();

  sure.mockReturnValue(true);
  await click(button(root, 'Block'));
  expect(send).toHaveBeenLastCalledWith('BlockPerson', { message: 'm' });

  const { voiceActions } = await import('../src/components/Desk/voice-actions');
  const caller = { id: 'v', name: 'Noy' } as VoiceView;
  sure.mockReturnValue(false);
  voiceActions(send, true).block(caller);
  expect(sure).toHaveBeenLastCalledWith(expect.stringContaining('Noy'));
  expect(send).toHaveBeenCalledOnce();
  sure.mockReturnValue(true);
  voiceActions(send, true).block(caller);
  expect(send).toHaveBeenLastCalledWith('BlockPerson', { voice: 'v' });
  vi.unstubAllGlobals();
});
