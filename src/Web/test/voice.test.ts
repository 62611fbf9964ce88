// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { h, render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import HandSheet, { standingOf } from '../src/components/HandSheet/HandSheet';
import { SoundPeer } from '../src/lib/peer';
import type { OwnHand } from '../src/lib/people';
import { Monitor } from '../src/lib/whep';
import { Voice } from '../src/lib/whip';

vi.mock('../src/lib/tone', () => ({ tone: async () => {} }));

const connections: FakeConnection[] = [];

/** As much of a WebRTC connection as is asked of it. */
class FakeConnection extends EventTarget {
  connectionState = 'new';
  constructor() {
    super();
    connections.push(this);
  }
  addTransceiver = () => ({ sender: { getParameters: () => ({}), setParameters: async () => {} } });
  getSenders = () => [];
  createOffer = async () => ({ sdp: 'offer' });
  setLocalDescription = async () => {};
  setRemoteDescription = async () => {};
  close = vi.fn();
  become(state: string) {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }
}

class FakeContext {
  state = 'running';
  createAnalyser = () => ({ getFloatTimeDomainData: () => {} });
  createMediaStreamSource = () => ({ connect: () => {} });
  close = async () => {};
}

/** A microphone that the person allows when the test says so. */
function microphones() {
  const asked: { allow: () => Promise<void>; stop: ReturnType<typeof vi.fn> }[] = [];
  const getUserMedia = () =>
    new Promise((allow) => {
      const stop = vi.fn();
      const track = { stop, addEventListener: () => {}, enabled: true };
      asked.push({
        stop,
        allow: async () => {
          allow({ getTracks: () => [track], getAudioTracks: () => [track] });
          await vi.waitFor(() => {});
        },
      });
    });
  vi.stubGlobal('navigator', { ...navigator, mediaDevices: { getUserMedia } });
  return asked;
}

const session = 'https://talks.example/whip/t/1';
const answer = () => ({
  ok: true,
  url: session,
  headers: new Headers({ location: session }),
  text: async () => 'answer',
});

beforeEach(() => {
  connections.length = 0;
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('AudioContext', FakeContext);
});
afterEach(() => vi.unstubAllGlobals());

test('a line that was closed while the server was asked leaves no session behind', async () => {
  let letIn: (answer: unknown) => void = () => {};
  const asks = vi.fn(
    (_address: string, request: RequestInit) =>
      new Promise((done) => {
        if (request.method === 'POST') letIn = done;
      }),
  );
  vi.stubGlobal('fetch', asks);
  const told: string[] = [];
  const peer = new SoundPeer(
    '/whip/t',
    () => {},
    (phase) => told.push(phase),
  );
  const run = peer.run();
  await vi.waitFor(() => expect(asks).toHaveBeenCalledTimes(1));
  peer.close();
  letIn(answer());
  await run;
  expect(asks.mock.lastCall).toEqual([session, expect.objectContaining({ method: 'DELETE' })]);
  expect(connections[0]!.close).toHaveBeenCalled();
  expect(told).toEqual(['connecting']);
});

test('a microphone that is allowed after she left is closed again', async () => {
  const asked = microphones();
  const voice = new Voice('t');
  const opened = voice.open(false);
  voice.leave();
  await asked[0]!.allow();
  await opened;
  expect(asked[0]!.stop).toHaveBeenCalledOnce();
  expect(voice.microphone.value).toBe('off');
});

test('of two taps one microphone stays open', async () => {
  const asked = microphones();
  const voice = new Voice('t');
  const both = [voice.open(false), voice.open(false)];
  await asked[1]!.allow();
  await asked[0]!.allow();
  await Promise.all(both);
  expect(asked.map(({ stop }) => stop.mock.calls.length)).toEqual([1, 0]);
  expect(voice.microphone.value).toBe('ready');
});

test('a page that may not sound yet sounds after the next tap', async () => {
  const play = vi.fn(async () => {}).mockRejectedValueOnce(new DOMException('', 'NotAllowedError'));
  vi.stubGlobal('fetch', async () => answer());
  vi.stubGlobal('Audio', function Fake(this: { play: unknown }) {
    this.play = play;
  });
  await new Monitor('t').start();
  const track = Object.assign(new Event('track'), { streams: [{}] });
  connections[0]!.dispatchEvent(track);
  await vi.waitFor(() => expect(play).toHaveBeenCalledTimes(1));
  await vi.waitFor(() => {
    dispatchEvent(new Event('click'));
    expect(play).toHaveBeenCalledTimes(2);
  });
});

const onAir: OwnHand = { state: 'onAir', place: 1, minutes: 0, name: 'Ada' };

test('a hand is on air only while its sound reaches the studio', () => {
  expect(standingOf(onAir, false, false, true, 'connected')).toBe('onAir');
  expect(standingOf(onAir, false, false, true, 'reconnecting')).toBe('cut');
  expect(standingOf(onAir, false, false, true, 'refused')).toBe('cut');
  expect(standingOf({ ...onAir, state: 'called' }, false, false, true, 'connecting')).toBe('called');
});

test('who is on air while the hub is away can mute herself and leave, at once', async () => {
  const asked = microphones();
  vi.stubGlobal('fetch', async () => answer());
  const state = signal('live');
  const room = signal({ phase: 'live' });
  const link = { talkId: 't', state, room, send: vi.fn(() => new Promise(() => {})) };
  const hand = { view: signal<OwnHand | null>(onAir), seat: signal({ onAir: true, muted: false }) };
  const root = document.body;
  const draw = () => render(h(HandSheet, { link, hand, asked: 1 } as never), root);
  const button = (key: string) => [...root.querySelectorAll('button')].find((one) => one.textContent === key);
  draw();
  await vi.waitFor(() => expect(button('room.hand.mic-on')).toBeTruthy());
  button('room.hand.mic-on')!.click();
  await asked[0]!.allow();
  await vi.waitFor(() => expect(connections.length).toBeGreaterThan(0));

  state.value = 'reconnecting';
  draw();
  expect(root.textContent).toContain('room.hand.still-heard');
  expect(button('room.hand.mute')).toBeTruthy();
  button('room.hand.leave')!.click();
  expect(asked[0]!.stop).toHaveBeenCalled();
  expect(link.send).toHaveBeenCalledWith('LowerHand');
  render(null, root);
});
