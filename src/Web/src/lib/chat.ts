import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ChatMessage, ChatPatch, ChatView } from './people';
import { pause } from './retry';
import type { TalkLink } from './talk-link';

/** What the server keeps; no page needs more. */
const kept = 200;

/** Sets what is new in the chat onto what is known; null when something between the two is missing. */
export function applyChat(chat: ChatView, patch: ChatPatch): ChatView | null {
  if (patch.fromSeq > chat.seq) return null;
  if (patch.seq <= chat.seq) return chat;
  const fresh = new Map(patch.messages.map((message) => [message.id, message]));
  const known = chat.messages
    .filter((message) => !patch.removed.includes(message.id))
    .map((message) => {
      const update = fresh.get(message.id);
      fresh.delete(message.id);
      return update ? { ...update, mine: message.mine || update.mine } : message;
    });
  return { seq: patch.seq, messages: [...known, ...fresh.values()].slice(-kept) };
}

/** The chat, for as long as it is shown; opened anew after each break of the line. */
export function useChat(link: TalkLink) {
  const chat = useSignal<ChatView | null>(null);
  const failures = useSignal(0);
  const again = useRef(0);
  const open = () => {
    clearTimeout(again.current);
    link.ask<ChatView>('OpenChat').then(
      (view) => {
        failures.value = 0;
        chat.value = view;
      },
      () => {
        // Without a line it is opened when the line is back.
        if (link.state.peek() === 'live') again.current = window.setTimeout(open, pause(failures.value++));
      },
    );
  };
  useSignalEffect(() => {
    if (link.state.value === 'live') open();
  });
  useEffect(() => {
    let shown = true;
    link.on('chat', (patch: ChatPatch) => {
      const known = chat.peek();
      if (!shown || !known) return;
      const next = applyChat(known, patch);
      if (next) chat.value = next;
      else open();
    });
    return () => {
      shown = false;
      clearTimeout(again.current);
      link.ask('CloseChat').catch(() => {});
    };
  }, []);

  /** What one just wrote is there at once; by its id alone it is taken back. */
  const expect = (message: ChatMessage | string) => {
    const known = chat.value;
    if (!known) return;
    const id = typeof message === 'string' ? message : message.id;
    const others = known.messages.filter((other) => other.id !== id);
    chat.value = { ...known, messages: typeof message === 'string' ? others : [...others, message] };
  };
  /** What there is instead of messages, as long as there are none. */
  const state = chat.value ? null : failures.value || link.state.value === 'polling' ? 'failed' : 'loading';
  return { messages: chat.value?.messages, state, expect };
}
