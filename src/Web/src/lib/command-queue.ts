import { newId } from './id';
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

/** Reads what the hub threw: "... HubException: code|text" is a refusal, a lost connection is none. */
export function refusalIn(error: unknown): Refusal | null {
  const message = error instanceof Error ? error.message : String(error);
  const told = /HubException: ([\w.-]+)\|([\s\S]*)$/.exec(message);
  if (told) return new Refusal(told[1]!, told[2]!);
  return /^An unexpected error occurred invoking/.test(message) ? new Refusal('internal', message) : null;
}

/** Refusals of the moment: the same command is good a little later. */
const passing = new Set(['talk.unavailable', 'talk.busy', 'hub.too-fast', 'storage.unavailable']);

interface Waiting {
  method: string;
  args: unknown[];
  resolve: (answer: unknown) => void;
  reject: (refusal: Refusal) => void;
}

/**
 * Commands in the order in which they were given. Each bears an id made once, so that sending it again after a lost
 * connection is the same command; what cannot be sent now waits, twenty at most.
 */
export class CommandQueue {
  private readonly waiting: Waiting[] = [];
  private sending = false;

  constructor(
    private readonly invoke: (method: string, ...args: unknown[]) => Promise<unknown>,
    private readonly isConnected: () => boolean,
    private readonly onLength: (length: number) => void = () => {},
    private readonly limit = 20,
  ) {}

  send(method: string, talkId: string, ...args: unknown[]): Promise<unknown> {
    if (this.waiting.length >= this.limit) return Promise.reject(new Refusal('client.queue-full', ''));
    return new Promise((resolve, reject) => {
      this.waiting.push({ method, args: [talkId, newId(), ...args], resolve, reject });
      this.onLength(this.waiting.length);
      void this.flush();
    });
  }

  /** Sends what waits; call it when the connection is back. */
  async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    let failures = 0;
    try {
      for (let next = this.waiting[0]; next && this.isConnected(); next = this.waiting[0]) {
        try {
          next.resolve(await this.invoke(next.method, ...next.args));
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
        this.waiting.shift();
        this.onLength(this.waiting.length);
      }
    } finally {
      this.sending = false;
    }
  }
}
