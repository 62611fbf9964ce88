import { computed, signal } from '@preact/signals';
import { CommandQueue, Refusal, refusalIn } from './command-queue';
import { expected, withCommand } from './expected';
import { Hub } from './hub/hub';
import { Denied } from './hub/transports';
import { newId } from './id';
import { type Command, shelfOf } from './kept';
import { answered, hubIs, type LinkState, lineLost } from './line';
import type { Missed, QuestionView, RoomPatch, RoomView } from './protocol';
import { pause, sleep } from './retry';
import { formOf, lastRoom, postForm, readRoom } from './room-document';
import { applyMine, applyPatch } from './room-state';
import { savesData } from './saver';
import { stored } from './stored';
import { WaitingForms } from './waiting-forms';

export type { LinkState } from './line';

/** What a desk does is meant for now: a key that was pressed puts nobody on air minutes later. In milliseconds. */
const deskPatience = 10_000;

/** What keeps a voice off the air waits for nothing that was done before. */
const atOnce = new Set(['MuteVoice', 'UnmuteVoice', 'TakeOffAir', 'DumpDelay']);

/** What the audience does without a network is kept on the device, and sent when it is back. */
const kept = new Set(['Ask', 'EditQuestion', 'Upvote', 'TakeBackUpvote', 'CastVote']);

/**
 * A page's line to its talk: joins, sets patches onto the room, asks for what it missed, and comes back for ever. The
 * room stays as it was while the line is down; where no line to the hub is possible at all, the room is read as a
 * document now and then.
 */
export class TalkLink {
  /** As the server told it. */
  private readonly told = signal<RoomView | null>(null);
  /** What was done and not yet answered, oldest first. */
  readonly unsent = signal<Command[]>([]);
  /** As the person sees it: with what she did and the server has not answered yet. */
  readonly room = computed(() => this.told.value && expected(this.told.value, this.unsent.value));
  readonly state = signal<LinkState>('connecting');
  readonly people = signal(0);
  /** Why something that was kept from before could not be done any more, and what was written in it. */
  readonly refused = signal<{ refusal: Refusal; text?: string } | null>(null);

  private readonly hub = new Hub('/hub/talk');
  private readonly commands: CommandQueue;
  private readonly waitingForms?: WaitingForms;
  private lastRoom: () => RoomView | null = () => null;
  private heard = 0; // the newest patch, whether it fitted or not
  private catching: Promise<void> | null = null;
  private polled = 0;
  private wake: () => void = () => {};
  private closed: () => void = () => {};

  /** @param keeps The audience's pages keep commands and the last room on the device; a desk must not act hours later. */
  constructor(
    readonly talkId: string,
    private readonly keeps = false,
  ) {
    if (keeps) {
      this.waitingForms = new WaitingForms();
      const last = lastRoom(talkId);
      this.lastRoom = last.read;
      addEventListener('pagehide', () => last.write(this.told.value));
    }
    this.commands = new CommandQueue({
      invoke: (method, ...args) => this.invoke(method, args),
      isConnected: () => this.state.value === 'live' || this.state.value === 'polling',
      takes: ({ method }) => this.state.value === 'live' || !!formOf[method],
      overtakes: ({ method }) => atOnce.has(method),
      onAccepted: (command, answer) => {
        const seq = (answer as { seq?: number } | null)?.seq;
        if (this.told.value) this.told.value = withCommand(this.told.value, command, seq ?? 0);
      },
      onChange: (waiting) => {
        this.unsent.value = waiting;
        // With a line most have an answer by then, and need no other way. Without one the page may be closed at once.
        setTimeout(() => this.waitingForms?.follow(this.unsent.value), this.state.value === 'live' ? 1500 : 0);
      },
      onRefused: (refusal, { method, args }) => {
        const text = method === 'Ask' || method === 'EditQuestion' ? String(args[3]) : undefined;
        if (method === 'Ask' && !stored.get(this.draft)) stored.set(this.draft, text!);
        this.refused.value = { refusal, text };
      },
      shelf: keeps ? shelfOf(talkId, kept) : undefined,
      goodFor: keeps ? undefined : deskPatience,
      onLate: () => this.hub.check(deskPatience), // no answer, and nothing else either: the line is dead
    });
    this.state.subscribe(hubIs);
    this.hub.onclose = () => {
      this.closed();
      dispatchEvent(new Event(lineLost));
    };
    this.on('patch', (patch: RoomPatch) => this.apply(patch));
    this.on('people', (count: number) => {
      this.people.value = count;
    });
    this.on('mine', (question: QuestionView) => {
      if (this.told.value) this.told.value = applyMine(this.told.value, question);
    });
    addEventListener('online', () => this.wake());
    addEventListener('offline', () => {
      this.hub.stop(); // it would take half a minute to find out by itself
      this.wake();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) {
        this.waitingForms?.follow(this.unsent.value); // the page may never come back
        return;
      }
      this.hub.check();
      this.wake();
    });
  }

  /** A message of the server. */
  on<T>(message: string, handle: (data: T) => void): void {
    this.hub.on(message, handle);
  }

  /** Where the question that is being written is kept on the device. */
  get draft(): string {
    return `draft:${this.talkId}`;
  }

  send(method: string, ...args: unknown[]): Promise<unknown> {
    return this.sendAs(newId(), method, ...args);
  }

  /** Sends under an id that was made before. */
  sendAs(id: string, method: string, ...args: unknown[]): Promise<unknown> {
    this.refused.value = null;
    // What has no form would wait for a hub that may never come; a hand alone is better taken down late than never.
    if (this.state.value === 'polling' && !formOf[method] && method !== 'LowerHand')
      return Promise.reject(new Refusal('client.no-line', ''));
    return this.commands.sendAs(id, method, this.talkId, ...args);
  }

  /** Asks at once or not at all: for what is no command. */
  ask<T>(method: string, ...args: unknown[]): Promise<T> {
    return this.hub.invoke<T>(method, this.talkId, ...args);
  }

  /** Connects and stays connected, until the server wants none of us. */
  async run(): Promise<void> {
    for (let failures = 0; ; failures++) {
      const closed = new Promise<void>((done) => {
        this.closed = done;
      });
      try {
        await this.enter();
        failures = 0;
        await closed;
      } catch (error) {
        this.hub.stop();
        const shutOut = refusalIn(error)?.code === 'talk.blocked';
        if (shutOut || error instanceof Denied) {
          if (this.told.value) this.told.value = { ...this.told.value, shutOut };
          this.state.value = 'denied';
          return;
        }
        if (failures > 1 && navigator.onLine) await this.poll();
        this.told.value ??= this.lastRoom();
      }
      if (this.state.value !== 'polling') this.state.value = this.without();
      const woken = new Promise<void>((done) => {
        this.wake = done;
      });
      // Desks are few, and each of them is missed: they come back soon, however long the server was away.
      await Promise.race([sleep(pause(this.keeps ? failures : Math.min(failures, 2))), woken]);
    }
  }

  private without(): LinkState {
    if (!navigator.onLine) return 'offline';
    return this.told.value ? 'reconnecting' : 'connecting';
  }

  /** Follows the talk: with the whole room the first time, with what was missed when it comes back. */
  private async enter(): Promise<void> {
    const told = this.told.value;
    if (told) await this.take(await this.hub.start<Missed>('CatchUp', this.talkId, told.seq));
    else {
      const room = await this.hub.start<RoomView>('Join', this.talkId);
      this.told.value = room;
      this.people.value = room.people;
      if (this.heard > room.seq) await this.catchUp(); // a patch overtook the room that it belongs to
    }
    this.state.value = 'live';
    void this.commands.flush();
  }

  private async invoke(method: string, args: unknown[]): Promise<unknown> {
    if (this.state.value === 'polling') return postForm(method, args);
    const asked = performance.now();
    const answer = await this.hub.invoke(method, ...args);
    answered(performance.now() - asked);
    return answer;
  }

  private apply(patch: RoomPatch): void {
    this.heard = Math.max(this.heard, patch.seq);
    if (!this.told.value) return;
    const outcome = applyPatch(this.told.value, patch);
    if (outcome.kind === 'applied') this.told.value = outcome.room;
    // Lost on the way: a failure closes the connection, and the next one catches up.
    if (outcome.kind === 'gap') this.catchUp().catch(() => {});
  }

  /** One at a time: patches that come meanwhile have the same gap before them. */
  private catchUp(): Promise<void> {
    this.catching ??= this.askMissed().finally(() => {
      this.catching = null;
    });
    return this.catching;
  }

  private async askMissed(): Promise<void> {
    await this.take(await this.hub.invoke<Missed>('CatchUp', this.talkId, this.told.value?.seq ?? 0));
  }

  private async take(missed: Missed): Promise<void> {
    let room = missed.snapshot ?? this.told.value;
    if (!room) return;
    for (const patch of missed.patches ?? []) {
      const outcome = applyPatch(room, patch);
      if (outcome.kind === 'applied') room = outcome.room;
    }
    for (const question of missed.mine ?? []) room = applyMine(room, question);
    const moved = room.seq > (this.told.value?.seq ?? 0);
    this.told.value = room;
    if (moved && room.seq < this.heard) await this.askMissed(); // more came meanwhile
  }

  /** No way to the hub, but perhaps to the server: the room as a document, and commands as forms. */
  private async poll(): Promise<void> {
    if (Date.now() - this.polled < (savesData() ? 30_000 : 15_000)) return;
    this.polled = Date.now();
    const room = await readRoom(this.talkId);
    this.state.value = room ? 'polling' : this.without();
    if (!room) return;
    this.told.value = room;
    this.people.value = room.people;
    await this.commands.flush();
  }
}
