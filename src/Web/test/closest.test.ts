// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playClosest } from '../src/lib/closest';
import type { Sound, SoundState } from '../src/lib/mse-audio';

const connections: FakeConnection[] = [];

/** As much of a WebRTC connection as is asked of it. */
class FakeConnection extends EventTarget {
  connectionState = 'new';
  bytes = 0;
  constructor() {
    super();
    connections.push(this);
  }
  addTransceiver = () => {};
  createOffer = async () => ({ sdp: 'offer' });
  setLocalDescription = async () => {};
  setRemoteDescription = async () => {};
  getStats = async () => new Map([['1', { type: 'inbound-rtp', bytesReceived: this.bytes }]]);
  close = vi.fn();
  become(state: string) {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
}

const place = { ok: true, status: 201, url: 'https://t.example/s/1', headers: new Headers(), text: async () => '' };
const full = { ok: false, status: 503, json: async () => ({ code: 'rtc.full' }) };
let answer: unknown;
let audio: HTMLAudioElement;
let sound: Sound;
const told: SoundState[] = [];
const failed = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => answer),
  );
  connections.length = told.length = 0;
  failed.mockReset();
  audio = document.createElement('audio');
  audio.play = async () => {};
  audio.canPlayType = () => 'maybe'; // no Media Source here: the browser's own player
  answer = place;
});
afterEach(() => {
  sound.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const play = () => {
  sound = playClosest(audio, { whep: '/whep/t', low: '/hls/t/24k/low.m3u8' }, (state) => told.push(state), failed);
};
const later = (milliseconds = 600) => vi.advanceTimersByTimeAsync(milliseconds);
const spilled = () => vi.waitFor(() => expect(audio.src).toContain('/hls/t/24k/low.m3u8'));

test('by WebRTC she waits until the talk sounds, and is told how little she is behind', async () => {
  play();
  await later();
  connections[0]!.become('connected');
  await later(3000);
  expect([sound.how, told.at(-1)]).toEqual(['rtc', 'waiting']);

  connections[0]!.bytes = 5000;
  await later();
  expect([sound.how, told.at(-1), sound.used()]).toEqual(['rtc', 'playing', 5000]);
});

test('who finds no place hears the low-latency stream', async () => {
  answer = full;
  play();
  await spilled();
  audio.dispatchEvent(new Event('playing'));
  expect([sound.how, told.at(-1)]).toEqual(['low', 'playing']);
  await later(60_000);
  expect(fetch).toHaveBeenCalledOnce();
});

test('a network that lets no WebRTC through, or loses it for good, is not waited for', async () => {
  play();
  await later(6500);
  await spilled();
  expect(connections[0]!.close).toHaveBeenCalled();
  sound.stop();

  audio.removeAttribute('src');
  play();
  await later();
  connections.at(-1)!.become('connected');
  await later();
  connections.at(-1)!.become('failed');
  await later(5000);
  expect(audio.src).toBe('');
  await later(2000);
  await spilled();
});

test('where neither goes, that is told once', async () => {
  answer = full;
  play();
  await spilled();
  audio.dispatchEvent(new Event('error'));
  audio.dispatchEvent(new Event('error'));
  expect(failed).toHaveBeenCalledTimes(1);
});
