import { newId } from './id';
import type { Command, Shelf } from './kept';
import { pause, sleep } from './retry';

/** A refusal that the server gave in words: sending the same again would not help. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    text: string,
  ) {
    super(text);
  }
}

/** Reads what the hub threw: "... HubException: code|text" and its own errors are refusals, a lost connection is none. */
export function refusalIn(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  const message = error instanceof Error ? error.message : String(error);
  const told = /HubException: ([\w.-]+)\|([\s\S]*)$/.exec(message);
  if (told) return new Refusal(told[1]!, told[2]!);
  if (!/^(An unexpected error occurred|Failed to) invok/.test(message)) return null;
  return new Refusal(/unauthorized$/.test(message) ? 'access.denied' : 'internal', message);
}

/** Refusals of the moment: the same command is good a little later. */
const passing = new Set([
  'internal',
  'talk.unavailable',
  'talk.busy',
  'hub.too-fast',
  'question.too-fast',
  'request.too-many',
  'storage.unavailable',
  'accounts.unavailable',
]);

interface Waiting {
  command: Command;
  resolve: (answer: unknown) => void;
  reject: (refusal: Refusal) => void;
  /** It overtook the others and has no answer yet. */
  ahead?: boolean;
}

/** What a queue needs of its surroundings. */
export interface Outside {
  invoke(method: string, ...args: unknown[]): Promise<unknown>;
  isConnected(): boolean;
  /** Whether the line that is there takes this one; what it does not take lets others pass. */
  takes?(command: Command): boolean;
  /** Whether this one waits for no other: the server does it at once, also while it can save nothing. */
  overtakes?(command: Command): boolean;
  /** Hears what the server answered, before it is told to who asked. */
  onAccepted?(command: Command, answer: unknown): void;
  /** Hears of all that waits, whenever that changes. */
  onChange?(waiting: Command[]): void;
  /** Hears of a refusal whose asker is gone: it was kept from before the page was loaded. */
  onRefused?(refusal: Refusal, command: Command): void;
  /** Keeps them over a reload. */
  shelf?: Shelf;
  /** How many milliseconds a command is good for: what has no answer by then is refused and not sent again. */
  goodFor?: number;
  /** Hears that a command ran out of its time. */
  onLate?(): void;
}

/**
 * Commands in the order in which they were given. Each bears an id made once, so that sending it again after a lost
 * connection is the same command; what cannot be sent now waits, twenty at most.
 */
export class CommandQueue {
  private readonly waiting: Waiting[];
  private sending = false;
  private called = false; // to send, while something was being sent

  constructor(
    private readonly outside: Outside,
    private readonly limit = 20,
  ) {
    this.waiting = (outside.shelf?.all() ?? []).map((command) => ({
      command,
      resolve: () => {},
      reject: (refusal) => outside.onRefused?.(refusal, command),
    }));
    if (this.waiting.length > 0) this.tell();
  }

  send(method: string, talkId: string, ...args: unknown[]): Promise<unknown> {
    return this.sendAs(newId(), method, talkId, ...args);
  }

  /** Sends under an id that was made before. */
  sendAs(id: string, method: string, talkId: string, ...args: unknown[]): Promise<unknown> {
    const command = { method, args: [talkId, id, ...args], at: Date.now() };
    const overtakes = this.outside.overtakes?.(command) ?? false;
    if (!overtakes && this.waiting.length >= this.limit) return Promise.reject(new Refusal('client.queue-full', ''));
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { command, resolve, reject };
      this.waiting.push(waiting);
      this.outside.shelf?.put(command);
      this.tell();
      const { goodFor } = this.outside;
      if (goodFor) setTimeout(() => this.giveUp(waiting), goodFor);
      void (overtakes && this.outside.isConnected() ? this.overtake(waiting) : this.flush());
    });
  }

  /** Sends what waits; call it when the connection is back. */
  async flush(): Promise<void> {
    this.called = true;
    if (this.sending) return;
    this.sending = true;
    let failures = 0;
    try {
      for (let next = this.next(); next; next = this.next()) {
        this.called = false;
        const came = await this.attempt(next, failures < 6);
        if (came === 'nothing' && !this.called) return; // the connection is lost: the same command goes again later
        if (came === 'later') await sleep(pause(failures++));
        else failures = 0;
      }
    } finally {
      this.sending = false;
    }
  }

  /** Sends one past all that wait. What comes to nothing waits with them. */
  private async overtake(one: Waiting): Promise<void> {
    one.ahead = true;
    const came = await this.attempt(one, true);
    one.ahead = false;
    if (came !== 'answer') void this.flush();
  }

  /** What came of it: an answer for whoever gave it, a refusal that passes, or nothing, for the line is lost. */
  private async attempt(one: Waiting, again: boolean): Promise<'answer' | 'later' | 'nothing'> {
    const { command } = one;
    try {
      const answer = await this.outside.invoke(command.method, ...command.args);
      this.outside.onAccepted?.(command, answer);
      one.resolve(answer);
    } catch (error) {
      const refusal = refusalIn(error);
      if (!refusal) return 'nothing';
      if (again && passing.has(refusal.code)) return 'later';
      one.reject(refusal);
    }
    this.remove(one);
    return 'answer';
  }

  private next(): Waiting | undefined {
    if (!this.outside.isConnected()) return undefined;
    return this.waiting.find(({ command, ahead }) => !ahead && (this.outside.takes?.(command) ?? true));
  }

  private giveUp(late: Waiting): void {
    if (!this.remove(late)) return;
    late.reject(new Refusal('client.too-late', ''));
    this.outside.onLate?.();
  }

  /** Whether it still waited. */
  private remove(one: Waiting): boolean {
    const place = this.waiting.indexOf(one);
    if (place < 0) return false;
    this.waiting.splice(place, 1);
    this.outside.shelf?.remove(one.command);
    this.tell();
    return true;
  }

  private tell(): void {
    this.outside.onChange?.(this.waiting.map(({ command }) => command));
  }
}
