import { expect, test, vi } from 'vitest';
import { CommandQueue, Refusal, refusalIn } from '../src/lib/command-queue';
import type { Command, Shelf } from '../src/lib/kept';

const lost = new Error('Invocation canceled due to the underlying connection being closed.');
const refused = new Error(
  "An unexpected error occurred invoking 'CastVote' on the server. HubException: poll.closed|This poll is closed.",
);

test('a refusal is told with its code and words', () => {
  expect(refusalIn(refused)).toMatchObject({ code: 'poll.closed', message: 'This poll is closed.' });
  expect(refusalIn(lost)).toBeNull();
  const denied = new Error("Failed to invoke 'OpenPoll' because user is unauthorized");
  expect(refusalIn(denied)).toMatchObject({ code: 'access.denied' });
  expect(refusalIn(new Error("Failed to invoke 'Nod' due to an error on the server."))?.code).toBe('internal');
});

test('what was given offline is sent in order when the line is back', async () => {
  let connected = false;
  const invoke = vi.fn(async (_method: string, ..._args: unknown[]) => ({ seq: 1 }));
  const queue = new CommandQueue({ invoke, isConnected: () => connected });
  const first = queue.send('Upvote', 't', 'a');
  const second = queue.send('Upvote', 't', 'b');
  expect(invoke).not.toHaveBeenCalled();

  connected = true;
  await queue.flush();
  await Promise.all([first, second]);
  expect(invoke.mock.calls.map((call) => call[3])).toEqual(['a', 'b']);
});

test('a command that was lost on the way goes again under the same id', async () => {
  let connected = true;
  const invoke = vi
    .fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 1 }))
    .mockImplementationOnce(async () => {
      connected = false;
      throw lost;
    });
  const queue = new CommandQueue({ invoke, isConnected: () => connected });
  const sent = queue.send('Ask', 't', 'q');
  await vi.waitFor(() => expect(invoke).toHaveBeenCalledTimes(1));

  connected = true;
  await queue.flush();
  await sent;
  expect(invoke.mock.calls[1]).toEqual(invoke.mock.calls[0]);
});

test('a refusal is final and does not hold up the next command', async () => {
  const invoke = vi
    .fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 1 }))
    .mockRejectedValueOnce(refused);
  const queue = new CommandQueue({ invoke, isConnected: () => true });
  const first = queue.send('CastVote', 't', 'p', 0);
  const second = queue.send('Upvote', 't', 'a');
  await expect(first).rejects.toBeInstanceOf(Refusal);
  await expect(second).resolves.toEqual({ seq: 1 });
});

test('twenty commands wait at most', async () => {
  const queue = new CommandQueue({ invoke: async () => undefined, isConnected: () => false });
  for (let i = 0; i < 20; i++) void queue.send('Upvote', 't', String(i));
  await expect(queue.send('Upvote', 't', 'one too many')).rejects.toMatchObject({ code: 'client.queue-full' });
});

test('what waits survives a reload, and goes out under its old id before what is new', async () => {
  const kept = new Map<unknown, Command>();
  const shelf: Shelf = {
    all: () => [...kept.values()],
    put: (command) => kept.set(command.args[1], command),
    remove: (command) => kept.delete(command.args[1]),
  };
  void new CommandQueue({ invoke: vi.fn(), isConnected: () => false, shelf }).send('CastVote', 't', 'p', 1);
  const [before] = kept.values();

  const invoke = vi.fn(async (method: string, ..._args: unknown[]) => {
    if (method === 'CastVote') throw refused;
    return { seq: 1 };
  });
  const onRefused = vi.fn();
  const reloaded = new CommandQueue({ invoke, isConnected: () => true, shelf, onRefused });
  await reloaded.send('Upvote', 't', 'q');

  expect(invoke.mock.calls[0]).toEqual(['CastVote', ...before!.args]);
  expect(onRefused).toHaveBeenCalledWith(expect.objectContaining({ code: 'poll.closed' }), before);
  expect(kept.size).toBe(0);
});

test('a command of a desk is refused when its time is over, and is not sent later', async () => {
  vi.useFakeTimers();
  try {
    let connected = false;
    const onLate = vi.fn();
    const onChange = vi.fn();
    const invoke = vi.fn(async () => ({ seq: 1 }));
    const queue = new CommandQueue({ invoke, isConnected: () => connected, goodFor: 10_000, onLate, onChange });
    const late = queue.send('PutOnAir', 't', 'v').catch((refusal: Refusal) => refusal.code);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await late).toBe('client.too-late');
    expect(onLate).toHaveBeenCalledOnce();
    expect(onChange).toHaveBeenLastCalledWith([]);

    connected = true;
    await queue.flush();
    expect(invoke).not.toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});

test('an answer that comes after its time takes nothing else out of the queue', async () => {
  vi.useFakeTimers();
  try {
    let answer: (value: unknown) => void = () => {};
    const invoke = vi
      .fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 2 }))
      .mockImplementationOnce(() => new Promise((done) => (answer = done)));
    const queue = new CommandQueue({ invoke, isConnected: () => true, goodFor: 10_000 });
    const late = queue.send('MuteVoice', 't', 'v').catch((refusal: Refusal) => refusal.code);
    await vi.advanceTimersByTimeAsync(9_000);
    const next = queue.send('UnmuteVoice', 't', 'v');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await late).toBe('client.too-late');
    answer({ seq: 1 });
    expect(await next).toEqual({ seq: 2 });
  } finally {
    vi.useRealTimers();
  }
});

test('what the line does not take lets others pass, and goes when it can', async () => {
  let takesAll = false;
  const invoke = vi.fn(async (..._args: unknown[]) => ({ seq: 1 }));
  const takes = ({ method }: Command) => takesAll || method === 'Upvote';
  const queue = new CommandQueue({ invoke, isConnected: () => true, takes });
  const lowered = queue.send('LowerHand', 't');
  await queue.send('Upvote', 't', 'a');
  expect(invoke.mock.calls.map(([method]) => method)).toEqual(['Upvote']);

  takesAll = true;
  await queue.flush();
  await lowered;
});

test.each(['internal', 'request.too-many', 'accounts.unavailable'])('%s passes: it is asked again', async (code) => {
  vi.useFakeTimers();
  const invoke = vi
    .fn(async (..._args: unknown[]): Promise<unknown> => ({ seq: 1 }))
    .mockRejectedValueOnce(new Refusal(code, ''));
  const sent = new CommandQueue({ invoke, isConnected: () => true }).send('Ask', 't', 'q');
  await vi.advanceTimersByTimeAsync(2000);
  await expect(sent).resolves.toEqual({ seq: 1 });
  vi.useRealTimers();
});

test('what keeps a voice off the air waits neither for an answer nor behind what cannot be saved', async () => {
  const invoke = vi.fn(async (method: string, ..._args: unknown[]): Promise<unknown> => {
    if (method === 'SetStrip') return new Promise(() => {});
    return { seq: 1, unsaved: true };
  });
  const overtakes = ({ method }: Command) => method === 'DumpDelay';
  const queue = new CommandQueue({ invoke, isConnected: () => true, overtakes });
  for (let i = 0; i < 20; i++) void queue.send('SetStrip', 't', 'v');

  await expect(queue.send('DumpDelay', 't')).resolves.toEqual({ seq: 1, unsaved: true });
  expect(invoke).toHaveBeenCalledTimes(2);
});

test('what overtook the others and was lost on the way goes again under the same id', async () => {
  let connected = true;
  const invoke = vi
    .fn(async (_method: string, ..._args: unknown[]): Promise<unknown> => ({ seq: 1 }))
    .mockImplementationOnce(async () => {
      connected = false;
      throw lost;
    });
  const queue = new CommandQueue({ invoke, isConnected: () => connected, overtakes: () => true });
  const sent = queue.send('MuteVoice', 't', 'v');
  await vi.waitFor(() => expect(invoke).toHaveBeenCalledTimes(1));
  connected = true;
  await queue.flush();
  await sent;
  expect(invoke.mock.calls[1]).toEqual(invoke.mock.calls[0]);
});
