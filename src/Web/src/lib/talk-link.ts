import { signal } from '@preact/signals';
import { CommandQueue } from './command-queue';
import { Hub } from './hub/hub';
import type { Missed, QuestionView, RoomPatch, RoomView } from './protocol';
import { pause, sleep } from './retry';
import { applyMine, applyPatch } from './room-state';

export type LinkState = 'connecting' | 'live' | 'reconnecting' | 'offline';

/**
 * A page's line to its talk: joins, sets patches onto the room, asks for what it missed, and comes back for ever. The
 * room stays as it was while the line is down.
 */
export class TalkLink {
  readonly room = signal<RoomView | null>(null);
  readonly state = signal<LinkState>('connecting');
  readonly people = signal(0);
  /** Commands that wait for the line. */
  readonly unsent = signal(0);

  private readonly hub = new Hub('/hub/talk');
  private readonly commands: CommandQueue;
  private early = 0;
  private wake: () => void = () => {};
  private closed: () => void = () => {};

  constructor(readonly talkId: string) {
    this.commands = new CommandQueue(
      (method, ...args) => this.hub.invoke(method, ...args),
      () => this.state.value === 'live',
      (length) => {
        this.unsent.value = length;
      },
    );
    this.hub.onclose = () => this.closed();
    this.on('patch', (patch: RoomPatch) => this.apply(patch));
    this.on('people', (count: number) => {
      this.people.value = count;
    });
    this.on('mine', (question: QuestionView) => {
      if (this.room.value) this.room.value = applyMine(this.room.value, question);
    });
    addEventListener('online', () => this.wake());
    addEventListener('offline', () => {
      if (this.state.value !== 'live') this.state.value = 'offline';
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) return;
      this.hub.check();
      this.wake();
    });
  }

  /** A message of the server. */
  on<T>(message: string, handle: (data: T) => void): void {
    this.hub.on(message, handle);
  }

  send(method: string, ...args: unknown[]): Promise<unknown> {
    return this.commands.send(method, this.talkId, ...args);
  }

  /** Changes the room as the person expects it to change; the server's answer corrects it. */
  expect(change: (room: RoomView) => RoomView): void {
    if (this.room.value) this.room.value = change(this.room.value);
  }

  /** Connects and stays connected; never returns. */
  async run(): Promise<never> {
    for (let failures = 0; ; failures++) {
      const closed = new Promise<void>((done) => {
        this.closed = done;
      });
      try {
        await this.hub.start();
        await this.enter();
        failures = 0;
        await closed;
      } catch {
        this.hub.stop();
      }
      this.state.value = navigator.onLine ? (this.room.value ? 'reconnecting' : 'connecting') : 'offline';
      const woken = new Promise<void>((done) => {
        this.wake = done;
      });
      await Promise.race([sleep(pause(failures)), woken]);
    }
  }

  /** Follows the talk: with the whole room the first time, with what was missed when it comes back. */
  private async enter(): Promise<void> {
    if (this.room.value) await this.catchUp();
    else {
      const room = await this.hub.invoke<RoomView>('Join', this.talkId);
      this.room.value = room;
      this.people.value = room.people;
      if (this.early > room.seq) await this.catchUp();
    }
    this.state.value = 'live';
    void this.commands.flush();
  }

  private apply(patch: RoomPatch): void {
    if (!this.room.value) {
      this.early = patch.seq; // it overtook the room that it belongs to
      return;
    }
    const outcome = applyPatch(this.room.value, patch);
    if (outcome.kind === 'applied') this.room.value = outcome.room;
    // Lost on the way: a failure closes the connection, and the next one catches up.
    if (outcome.kind === 'gap') this.catchUp().catch(() => {});
  }

  private async catchUp(): Promise<void> {
    const missed = await this.hub.invoke<Missed>('CatchUp', this.talkId, this.room.value?.seq ?? 0);
    let room = missed.snapshot ?? this.room.value;
    if (!room) return;
    for (const patch of missed.patches ?? []) {
      const outcome = applyPatch(room, patch);
      if (outcome.kind === 'applied') room = outcome.room;
    }
    for (const question of missed.mine ?? []) room = applyMine(room, question);
    this.room.value = room;
  }
}
