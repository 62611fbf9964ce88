// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playLive, type Sound } from '../src/lib/mse-audio';

const lasts = (94 * 1024) / 48_000;
const size = 100; // bytes of a segment

/** A buffer that puts segment behind segment, as the mode "sequence" says. */
class FakeBuffer extends EventTarget {
  updating = false;
  mode = '';
  start = 0;
  end = 0;
  abort = () => {};
  appendBuffer(bytes: ArrayBuffer) {
    if (this.start === this.end) this.start = this.end;
    this.end += Math.floor(bytes.byteLength / size) * lasts;
  }
  remove(_: number, to: number) {
    this.start = Math.min(this.end, to);
  }
}

let buffer: FakeBuffer;
class FakeSource extends EventTarget {
  static isTypeSupported = () => true;
  readyState = 'open';
  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new Event('sourceopen')));
  }
  addSourceBuffer = () => {
    buffer = new FakeBuffer();
    return buffer;
  };
}

let edge = 100; // the segment that is being made
let delay = 0; // ms until the second half of what one joins with comes
const asked: string[] = [];

function answer(address: string, signal: AbortSignal): unknown {
  const file = address.split('/').at(-1)!;
  asked.push(file);
  if (file === 'join') {
    const half = { done: false, value: new Uint8Array(3 * size) };
    const parts = [half, half, { done: true }];
    let read = 0;
    return {
      ok: true,
      headers: new Headers({ Segments: `${edge - 6};0,${Array(6).fill(size)}` }),
      body: {
        getReader: () => ({
          read: () => new Promise((done) => setTimeout(() => done(parts[read++]), read === 1 ? delay : 0)),
        }),
      },
    };
  }
  if (Number.parseInt(file, 10) >= edge)
    return new Promise((_, gone) => signal.addEventListener('abort', () => gone(new Error('gone')))); // held
  const parts = [{ done: false, value: new Uint8Array(size) }, { done: true }];
  return { ok: true, headers: new Headers(), body: { getReader: () => ({ read: async () => parts.shift() }) } };
}

let audio: HTMLAudioElement;
let sound: Sound;

/** Begins to play, and lets some seconds go by. */
async function play(seconds: number) {
  sound = playLive(
    audio,
    '/hls/t/24k',
    () => {},
    () => {},
  );
  await pass(seconds);
}

async function pass(seconds: number) {
  await vi.advanceTimersByTimeAsync(seconds * 1000);
}

beforeEach(() => {
  vi.useFakeTimers();
  window.ManagedMediaSource = FakeSource as never;
  URL.createObjectURL = () => 'blob:sound';
  URL.revokeObjectURL = () => {};
  vi.stubGlobal('fetch', async (address: string, { signal }: RequestInit) => answer(address, signal!));
  edge = 100;
  delay = 0;
  asked.length = 0;
  audio = document.createElement('audio');
  let at = 0;
  Object.defineProperty(audio, 'currentTime', {
    get: () => at,
    set: (to: number) => {
      at = to;
    },
  });
  Object.defineProperty(audio, 'buffered', {
    get: () => ({
      length: buffer && buffer.end > buffer.start ? 1 : 0,
      start: () => buffer.start,
      end: () => buffer.end,
    }),
  });
});
afterEach(() => {
  sound.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('on a line that brings it all at once, one begins four seconds behind', async () => {
  await play(0.1);
  expect(buffer.end - audio.currentTime).toBeCloseTo(4);
  expect(sound.behind()).toBeCloseTo(4, 0);
  expect(asked).toEqual(['join', '100.m4s']);
});

test('on a slow line, one begins with the oldest, and has twelve seconds in hand', async () => {
  delay = 2000;
  await play(1);
  expect(audio.currentTime).toBe(0);
  await pass(3);
  expect(audio.currentTime).toBe(0);
  expect(buffer.end).toBeCloseTo(6 * lasts);
  expect(asked).toEqual(['join', '100.m4s']);
});

test('one can go back to the start and stays there, until one wants to be live again', async () => {
  await play(0.1);
  sound.back(Number.POSITIVE_INFINITY);
  await pass(1);
  expect(asked.slice(2, 4)).toEqual(['0.m4s', '1.m4s']);
  expect(audio.currentTime).toBe(buffer.start);
  expect(sound.behind()).toBeCloseTo(100 * lasts, -1);
  await pass(20);
  expect(asked.filter((file) => file === 'join')).toHaveLength(1);

  asked.length = 0;
  sound.toLive();
  await pass(1);
  expect(asked).toEqual(['join', '100.m4s']);
  expect(sound.behind()).toBeLessThan(6);
});

test('what is still on the device is heard again without being fetched', async () => {
  await play(0.1);
  const before = audio.currentTime;
  sound.back(5);
  await pass(1);
  expect(audio.currentTime).toBeCloseTo(before - 5);
  expect(asked).toEqual(['join', '100.m4s']);
  sound.back(5);
  await pass(1);
  expect(asked[2]).toBe('93.m4s');
});
