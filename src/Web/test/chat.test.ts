import { describe, expect, test } from 'vitest';
import { applyChat } from '../src/lib/chat';
import type { ChatMessage, ChatPatch } from '../src/lib/people';

const message = (id: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  text: id,
  at: '2026-11-26T12:00:00Z',
  held: false,
  mine: false,
  ...more,
});
const patch = (more: Partial<ChatPatch>): ChatPatch => ({ fromSeq: 3, seq: 5, messages: [], removed: [], ...more });

describe('the chat', () => {
  const chat = { seq: 3, messages: [message('a', { mine: true, held: true }), message('b')] };

  test('takes what is new, and what is gone away', () => {
    const next = applyChat(chat, patch({ messages: [message('c')], removed: ['b'] }));
    expect(next?.messages.map((m) => m.id)).toEqual(['a', 'c']);
    expect(next?.seq).toBe(5);
  });

  test('knows one’s own message again when a moderator has shown it', () => {
    const next = applyChat(chat, patch({ messages: [message('a')] }));
    expect(next?.messages[0]).toMatchObject({ id: 'a', mine: true, held: false });
  });

  test('says when something between the two is missing, and leaves what it knows', () => {
    expect(applyChat(chat, patch({ fromSeq: 4 }))).toBeNull();
    expect(applyChat(chat, patch({ fromSeq: 1, seq: 3, removed: ['a'] }))).toBe(chat);
  });

  test('keeps two hundred', () => {
    const many = Array.from({ length: 250 }, (_, i) => message(String(i)));
    expect(applyChat(chat, patch({ messages: many }))?.messages.length).toBe(200);
  });
});
