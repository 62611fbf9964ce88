// SignalR's JSON protocol, as much of it as our pages speak: messages both ways, and answers to what was asked.
// https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md
import { Denied, type Road, type Transport, transports } from './transports';

const end = '\x1e';
const patience = 10_000; // ms for opening a road: a proxy may take it and hold everything back
const heartbeat = 15_000; // ms between signs of life, ours and the server's
const silence = 2 * heartbeat + 5_000; // ms without any of them: the line is dead
const lapse = 600_000; // ms until a network that let a transport not through is asked again

interface Message {
  type?: number;
  target?: string;
  arguments?: unknown[];
  invocationId?: string;
  result?: unknown;
  error?: string;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * A line to the hub over the best transport that the network lets through. It ends when the network does: whoever wants
 * it again starts it again.
 */
export class Hub {
  /** Called once when a line that had started is lost. */
  onclose: () => void = () => {};

  private readonly handlers = new Map<string, (data: never) => void>();
  private readonly waiting = new Map<string, Waiting>();
  private road: Road | null = null;
  private best = 0; // the transport that works here
  private bestUntil = 0; // when the better ones are tried again
  private last = 0;
  private rest = '';
  private heard = 0;
  private beat: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly path: string,
    private readonly roads: readonly Transport[] = transports,
  ) {}

  on(target: string, handle: (data: never) => void): void {
    this.handlers.set(target, handle);
  }

  /**
   * Tries one transport after the other, and asks the first thing with the handshake in one breath: on a slow line each
   * answer that is waited for takes a second. Rejects with Denied when the server wants none of us.
   */
  async start<T>(target: string, ...args: unknown[]): Promise<T> {
    if (Date.now() > this.bestUntil) this.best = 0;
    for (let at = this.best; ; at++) {
      const { message, answer } = this.prepare<T>(target, args);
      answer.catch(() => {}); // told below, or by the next one
      try {
        await this.open(this.roads[at]!, message);
        if (at !== this.best) this.bestUntil = Date.now() + lapse;
        this.best = at;
        return answer;
      } catch (error) {
        this.drop();
        if (at + 1 < this.roads.length && !(error instanceof Denied)) continue;
        this.best = 0; // nothing works: perhaps it was never the transport's fault
        throw error;
      }
    }
  }

  /** Asks, and waits for the answer; rejects when the line is lost before it came. */
  invoke<T>(target: string, ...args: unknown[]): Promise<T> {
    const { message, answer } = this.prepare<T>(target, args);
    this.send(message);
    return answer;
  }

  /** Ends the line, and tells of it. */
  stop(): void {
    const open = this.road;
    this.drop();
    if (open) this.onclose();
  }

  /** Ends a line that is dead without knowing, as after a sleep: nothing was heard on it for so many milliseconds. */
  check(longest = silence): void {
    if (this.road && Date.now() - this.heard >= longest) this.stop();
  }

  private prepare<T>(target: string, args: unknown[]): { message: object; answer: Promise<T> } {
    const invocationId = String(++this.last);
    const answer = new Promise<T>((resolve, reject) => {
      this.waiting.set(invocationId, { resolve: resolve as (result: unknown) => void, reject });
    });
    return { message: { type: 1, invocationId, target, arguments: args }, answer };
  }

  private open(transport: Transport, first: object): Promise<void> {
    this.rest = '';
    return new Promise((opened, failed) => {
      let current: Road | null = null;
      let greeted = false;
      let over = false;
      const fail = (error: unknown) => {
        over = true;
        clearTimeout(timer);
        failed(error);
        if (current && this.road === current) this.stop();
      };
      const timer = setTimeout(() => fail(new Error('The network held it back.')), patience);
      const take = (text: string) => {
        if (over) return;
        this.heard = Date.now();
        for (const message of this.read(text)) {
          if (greeted) this.take(message);
          else if (message.error) fail(new Error(message.error));
          else {
            greeted = true;
            clearTimeout(timer);
            this.beat = setInterval(() => {
              this.check();
              this.send({ type: 6 });
            }, heartbeat);
            opened();
          }
        }
      };
      transport(this.path, take, () => fail(new Error('The line was lost.'))).then((road) => {
        if (over) road.close();
        else {
          current = this.road = road;
          this.send({ protocol: 'json', version: 1 }, first);
        }
      }, fail);
    });
  }

  private drop(): void {
    clearInterval(this.beat);
    const road = this.road;
    this.road = null;
    road?.close();
    for (const { reject } of this.waiting.values()) reject(new Error('The line was lost.'));
    this.waiting.clear();
  }

  private send(...messages: object[]): void {
    const road = this.road;
    if (!road) this.drop(); // it is told to whoever waits for an answer
    road?.send(messages.map((message) => JSON.stringify(message) + end).join('')).catch(() => {
      if (this.road === road) this.stop();
    });
  }

  /** A message may come in pieces, and many in one. */
  private read(text: string): Message[] {
    const records = (this.rest + text).split(end);
    this.rest = records.pop()!;
    return records.map((record) => JSON.parse(record) as Message);
  }

  private take(message: Message): void {
    if (message.type === 1) this.handlers.get(message.target!)?.(message.arguments![0] as never);
    else if (message.type === 3) {
      const waiting = this.waiting.get(message.invocationId!);
      this.waiting.delete(message.invocationId!);
      if (message.error === undefined) waiting?.resolve(message.result);
      else waiting?.reject(new Error(message.error));
    } else if (message.type === 7) this.stop();
  }
}
