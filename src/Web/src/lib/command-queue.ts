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
}

/** What a queue needs of its surroundings. */
export interface Outside {
  invoke(method: string, ...args: unknown[]): Promise<unknown>;
  isConnected(): boolean;
  /** Whether the line that is there takes this one; what it does not take lets others pass. */
  takes?(command: Command): boolean;
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
    if (this.waiting.length >= this.limit) return Promise.reject(new Refusal('client.queue-full', ''));
    return new Promise((resolve, reject) => {
      const command = { method, args: [talkId, id, ...args], at: Date.now() };
      const waiting = { command, resolve, reject };
      this.waiting.push(waiting);
      this.outside.shelf?.put(command);
      this.tell();
      const { goodFor } = this.outside;
      if (goodFor) setTimeout(() => this.giveUp(waiting), goodFor);
      void this.flush();
    });
  }

  /** Sends what waits; call it when the connection is back. */
  async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    let failures = 0;
    try {
      for (let next = this.next(); next; next = this.next()) {
        const { command } = next;
        try {
          const answer = await this.outside.invoke(command.method, ...command.args);
          this.outside.onAccepted?.(command, answer);
          next.resolve(answer);
        } catch (error) {
          const refusal = refusalIn(error);
          if (!refusal) return; // the connection is lost: the same command goes again later
          if (passing.has(refusal.code) && failures < 6) {
            await sleep(pause(failures++));
            continue;
          }
          next.reject(refusal);
        }
        failures = 0;
        this.remove(next);
      }
    } finally {
      this.sending = false;
    }
  }

  private next(): Waiting | undefined {
    if (!this.outside.isConnected()) return undefined;
    return this.waiting.find(({ command }) => this.outside.takes?.(command) ?? true);
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
