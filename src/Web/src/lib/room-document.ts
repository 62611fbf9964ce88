// The room without the hub: as a document of the server's, as forms, and as this device saw it last.
import { Refusal } from './command-queue';
import type { Problem, RoomView } from './protocol';

export async function readRoom(talkId: string): Promise<RoomView | null> {
  try {
    const answer = await fetch(`/api/talks/${talkId}/room`, { headers: { accept: 'application/json' } });
    return answer.ok ? ((await answer.json()) as RoomView) : null;
  } catch {
    return null;
  }
}

/** The commands that have a form, and the names of its fields in the order of the hub's arguments. */
export const formOf: Record<string, [form: string, ...fields: string[]] | undefined> = {
  Ask: ['ask', '', 'text', 'name', 'language'],
  EditQuestion: ['edit', 'question', 'text'],
  Upvote: ['upvote', 'question'],
  TakeBackUpvote: ['take-back', 'question'],
  CastVote: ['vote', 'poll', 'option'],
};

/** A command as its form sends it. */
export function bodyOf(method: string, [, c, ...args]: unknown[]): URLSearchParams {
  const [, ...fields] = formOf[method]!;
  const body = new URLSearchParams({ c: String(c) });
  for (const [i, field] of fields.entries()) {
    const value = args[i];
    if (!field || value == null) continue;
    // A ballot is one option, several, or words.
    const name = field === 'option' && typeof value === 'string' ? 'text' : field;
    for (const one of [value].flat()) body.append(name, String(one));
  }
  return body;
}

/** Gives a command as the page's own form would. Rejects with the refusal, or when nothing came through. */
export async function postForm(method: string, args: unknown[]): Promise<unknown> {
  const answer = await fetch(`/api/talks/${args[0]}/forms/${formOf[method]![0]}`, {
    method: 'POST',
    body: bodyOf(method, args),
    headers: { accept: 'application/json' },
  });
  if (answer.ok) return answer.json();
  const problem = (await answer.json()) as Problem;
  throw new Refusal(problem.code ?? 'internal', problem.detail ?? '');
}

/**
 * The room as it was when the page was left: who comes back without a network finds it, and what she does is kept. It
 * belongs to one version of the scripts, which knows its shape.
 */
export function lastRoom(talkId: string): { read(): RoomView | null; write(room: RoomView | null): void } {
  const key = `room:${talkId}`;
  return {
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as { of?: string; room?: RoomView };
        return kept.of === import.meta.url ? (kept.room ?? null) : null;
      } catch {
        return null;
      }
    },
    write(room) {
      try {
        for (const other of Object.keys(localStorage)) if (other.startsWith('room:')) localStorage.removeItem(other);
        const text = JSON.stringify({ of: import.meta.url, room });
        if (room && text.length < 200_000) localStorage.setItem(key, text);
      } catch {}
    },
  };
}
