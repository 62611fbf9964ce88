import { Refusal } from './command-queue';
import type { Problem } from './protocol';

/** Calls our API with the browser's cookie. A refusal is thrown with the server's code and words. */
export async function call<T>(method: string, address: string, body?: unknown): Promise<T> {
  const answer = await fetch(address, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return read<T>(answer);
}

/** Sends a form, with files maybe, and gets what a program gets instead of a page. */
export const send = async <T>(address: string, form: FormData): Promise<T> =>
  read<T>(await fetch(address, { method: 'POST', headers: { accept: 'application/json' }, body: form }));

async function read<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  const json = /json/.test(answer.headers.get('content-type') ?? '') && text ? (JSON.parse(text) as unknown) : null;
  if (answer.ok) return json as T;
  const problem = (json ?? {}) as Problem;
  const fields = Object.values(problem.errors ?? {}).flat();
  throw new Refusal(
    problem.code ?? `http.${answer.status}`,
    fields[0] ?? problem.detail ?? problem.title ?? answer.statusText,
  );
}
