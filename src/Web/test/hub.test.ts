import { expect, test, vi } from 'vitest';
import { Hub } from '../src/lib/hub/hub';
import { Denied, type Transport } from '../src/lib/hub/transports';

const end = '\x1e';

/** A server at the other end of a road: it greets, lets in, and answers what the test tells it to. */
class Server {
  readonly breaths: string[][] = [];
  say: (text: string) => void = () => {};
  cut: () => void = () => {};
  road = vi.fn<Transport>(async (_path, take, lost) => {
    this.say = take;
    this.cut = lost;
    return {
      send: async (text) => {
        const records = text.split(end).slice(0, -1);
        this.breaths.push(records);
        for (const record of records) {
          const { protocol, target, invocationId } = JSON.parse(record) as Record<string, unknown>;
          if (protocol) take(`{}${end}`);
          if (target === 'Join') take(`{"type":3,"invocationId":"${invocationId}","result":{"seq":1}}${end}`);
        }
      },
      close: lost,
    };
  });

  /** By which the newest call is answered. */
  get asked(): string {
    return (JSON.parse(this.breaths.at(-1)!.at(-1)!) as { invocationId: string }).invocationId;
  }
}

const blocked: Transport = () => Promise.reject(new Error('blocked'));

test('the next transport is tried when one is blocked, and kept when the line comes back', async () => {
  const server = new Server();
  const first = vi.fn(blocked);
  const hub = new Hub('/hub', [first, server.road]);
  await hub.start('Join', 'talk');
  server.cut();
  await hub.start('Join', 'talk');
  expect(first).toHaveBeenCalledTimes(1);
  expect(server.road).toHaveBeenCalledTimes(2);
});

test('the first question goes with the handshake in one breath, over whichever road', async () => {
  const server = new Server();
  const hub = new Hub('/hub', [blocked, server.road]);
  expect(await hub.start('Join', 'talk')).toEqual({ seq: 1 });
  expect(server.breaths).toHaveLength(1);
  expect(JSON.parse(server.breaths[0]![0]!)).toEqual({ protocol: 'json', version: 1 });
  expect(JSON.parse(server.breaths[0]![1]!)).toMatchObject({ target: 'Join', arguments: ['talk'] });
});

test('a road that was blocked is tried again after a while', async () => {
  vi.useFakeTimers();
  const server = new Server();
  const first = vi.fn(blocked);
  const hub = new Hub('/hub', [first, server.road]);
  await hub.start('Join', 'talk');
  server.cut();
  vi.setSystemTime(Date.now() + 600_001);
  await hub.start('Join', 'talk');
  expect(first).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test('whoever is not let in is told so and knocks at no other door', async () => {
  const last = vi.fn(blocked);
  const hub = new Hub('/hub', [() => Promise.reject(new Denied()), last]);
  await expect(hub.start('Join', 'talk')).rejects.toBeInstanceOf(Denied);
  expect(last).not.toHaveBeenCalled();
});

test('a proxy that holds everything back is given up after a while', async () => {
  vi.useFakeTimers();
  const silent: Transport = async () => ({ send: async () => {}, close: () => {} });
  const server = new Server();
  const started = new Hub('/hub', [silent, server.road]).start('Join', 'talk');
  await vi.advanceTimersByTimeAsync(10_000);
  await started;
  vi.useRealTimers();
});

test('an answer finds its question, in pieces and among other messages', async () => {
  const server = new Server();
  const hub = new Hub('/hub', [server.road]);
  const patches: unknown[] = [];
  hub.on('patch', (patch: unknown) => patches.push(patch));
  await hub.start('Join', 'talk');
  const answer = hub.invoke<{ seq: number }>('CatchUp', 'talk', 1);
  server.say(`{"type":6}${end}{"type":1,"target":"patch","arguments":[{"seq":8}]}${end}{"type":3,"invoca`);
  server.say(`tionId":"${server.asked}","result":{"seq":7}}${end}`);
  expect(await answer).toEqual({ seq: 7 });
  expect(patches).toEqual([{ seq: 8 }]);
});

test('a refusal reaches who asked, a lost line everybody who waits', async () => {
  const server = new Server();
  const hub = new Hub('/hub', [server.road]);
  hub.onclose = vi.fn();
  await hub.start('Join', 'talk');
  const refused = hub.invoke('CastVote');
  server.say(`{"type":3,"invocationId":"${server.asked}","error":"HubException: poll.closed|Closed."}${end}`);
  await expect(refused).rejects.toThrow('poll.closed');

  const waiting = hub.invoke('Upvote');
  server.cut();
  await expect(waiting).rejects.toThrow('lost');
  expect(hub.onclose).toHaveBeenCalledTimes(1);
  await expect(hub.invoke('Upvote')).rejects.toThrow('lost');
});

test('a line that says nothing for long is dead, and its end is told', async () => {
  vi.useFakeTimers();
  const server = new Server();
  const hub = new Hub('/hub', [server.road]);
  hub.onclose = vi.fn();
  await hub.start('Join', 'talk');
  await vi.advanceTimersByTimeAsync(30_000);
  expect(hub.onclose).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(hub.onclose).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
