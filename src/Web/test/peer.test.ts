// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lineLost } from '../src/lib/line';
import { SoundPeer } from '../src/lib/peer';

const connections: FakeConnection[] = [];

/** As much of a WebRTC connection as is asked of it. */
class FakeConnection extends EventTarget {
  connectionState = 'new';
  constructor() {
    super();
    connections.push(this);
  }
  createOffer = async () => ({ sdp: 'offer' });
  setLocalDescription = async () => {};
  setRemoteDescription = async () => {};
  close = vi.fn();
  become(state: string) {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
}

const session = 'https://talks.example/whip/sessions/1';
const letIn = {
  ok: true,
  status: 201,
  url: session,
  headers: new Headers({ location: session }),
  text: async () => '',
};
const away = () => Promise.reject(new TypeError('no server'));

type Method = 'POST' | 'HEAD' | 'DELETE';
const answers: Record<Method, (request: RequestInit) => Promise<unknown>> = {
  POST: async () => letIn,
  HEAD: async () => ({ status: 204 }),
  DELETE: async () => ({ status: 200 }),
};
const asked = vi.fn((_address: string, request: RequestInit) => answers[request.method as Method](request));
const offers = () => asked.mock.calls.filter(([, { method }]) => method === 'POST').length;

let peer: SoundPeer;
const told: string[] = [];

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('fetch', asked);
  asked.mockClear();
  connections.length = told.length = 0;
  answers.POST = async () => letIn;
  answers.HEAD = async () => ({ status: 204 });
  peer = new SoundPeer(
    '/whip/t',
    () => {},
    (phase) => told.push(phase),
  );
  void peer.run();
  await vi.advanceTimersByTimeAsync(0);
});
afterEach(() => {
  peer.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a server that was started anew is offered the sound again as soon as it answers, before any packet is missed', async () => {
  connections[0]!.become('connected');
  answers.HEAD = answers.POST = away;
  dispatchEvent(new Event(lineLost));
  await vi.advanceTimersByTimeAsync(3000);
  expect(told.at(-1)).toBe('connected'); // perhaps only the page's server is away, and the sound goes on

  answers.HEAD = async () => ({ status: 404 });
  answers.POST = async () => letIn;
  await vi.advanceTimersByTimeAsync(2000);
  expect(connections[0]!.close).toHaveBeenCalled();
  connections[1]!.become('connected');
  expect(told.at(-1)).toBe('connected');
});

test('a line that stutters is not taken down while the server knows it', async () => {
  connections[0]!.become('connected');
  connections[0]!.become('disconnected');
  await vi.advanceTimersByTimeAsync(4000);
  connections[0]!.become('connected');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(offers()).toBe(1);
});

test('a line that stutters because the server forgot it is made anew at once', async () => {
  connections[0]!.become('connected');
  answers.HEAD = async () => ({ status: 404 });
  connections[0]!.become('disconnected');
  await vi.advanceTimersByTimeAsync(1000);
  expect(offers()).toBe(2);
});

test('an answer that never comes is not waited for', async () => {
  answers.POST = ({ signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('late'))));
  connections[0]!.become('failed');
  await vi.advanceTimersByTimeAsync(1000);
  expect(offers()).toBe(2);
  answers.POST = async () => letIn;
  await vi.advanceTimersByTimeAsync(12_000);
  expect(offers()).toBe(3);
});

test('who is missed on air tries again every few seconds, however long the server is away', async () => {
  answers.POST = away;
  connections[0]!.become('failed');
  await vi.advanceTimersByTimeAsync(60_000);
  const tries = offers();
  answers.POST = async () => letIn;
  await vi.advanceTimersByTimeAsync(3000);
  expect(offers()).toBe(tries + 1);
});
