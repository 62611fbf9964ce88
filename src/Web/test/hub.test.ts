import { expect, test, vi } from 'vitest';
import { Hub } from '../src/lib/hub/hub';
import { Denied, type Transport } from '../src/lib/hub/transports';

const end = '\x1e';

/** A server at the other end of a road: it greets, and answers what the test tells it to. */
class Server {
  readonly heard: Record<string, unknown>[] = [];
  say: (text: string) => void = () => {};
  cut: () => void = () => {};
  road = vi.fn<Transport>(async (_path, take, lost) => {
    this.say = take;
    this.cut = lost;
    return {
      send: async (text) => {
        const message = JSON.parse(text.slice(0, -1)) as Record<string, unknown>;
        this.heard.push(message);
        if (message.protocol) take(`{}${end}`);
      },
      close: lost,
    };
  });
}

const blocked: Transport = () => Promise.reject(new Error('blocked'));

test('the next transport is tried when one is blocked, and kept when the line comes back', async () => {
  const server = new Server();
  const first = vi.fn(blocked);
  const hub = new Hub('/hub', [first, server.road]);
  await hub.start();
  server.cut();
  await hub.start();
  expect(first).toHaveBeenCalledTimes(1);
  expect(server.road).toHaveBeenCalledTimes(2);
});

test('whoever is not let in is told so and knocks at no other door', async () => {
  const last = vi.fn(blocked);
  const hub = new Hub('/hub', [() => Promise.reject(new Denied()), last]);
  await expect(hub.start()).rejects.toBeInstanceOf(Denied);
  expect(last).not.toHaveBeenCalled();
});

test('a proxy that holds everything back is given up after a while', async () => {
  vi.useFakeTimers();
  const silent: Transport = async () => ({ send: async () => {}, close: () => {} });
  const server = new Server();
  const started = new Hub('/hub', [silent, server.road]).start();
  await vi.advanceTimersByTimeAsync(10_000);
  await started;
  vi.useRealTimers();
});

test('an answer finds its question, in pieces and among other messages', async () => {
  const server = new Server();
  const hub = new Hub('/hub', [server.road]);
  const patches: unknown[] = [];
  hub.on('patch', (patch: unknown) => patches.push(patch));
  await hub.start();
  const answer = hub.invoke<{ seq: number }>('Join', 'talk');
  server.say(`{"type":6}${end}{"type":1,"target":"patch","arguments":[{"seq":8}]}${end}{"type":3,"invoca`);
  server.say(`tionId":"${server.heard[1]!.invocationId}","result":{"seq":7}}${end}`);
  expect(await answer).toEqual({ seq: 7 });
  expect(patches).toEqual([{ seq: 8 }]);
});

test('a refusal reaches who asked, a lost line everybody who waits', async () => {
  const server = new Server();
  const hub = new Hub('/hub', [server.road]);
  hub.onclose = vi.fn();
  await hub.start();
  const refused = hub.invoke('CastVote');
  server.say(
    `{"type":3,"invocationId":"${server.heard[1]!.invocationId}","error":"HubException: poll.closed|Closed."}${end}`,
  );
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
  await hub.start();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(hub.onclose).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(hub.onclose).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});
