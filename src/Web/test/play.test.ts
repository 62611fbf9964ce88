// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { playLive } from '../src/lib/mse-audio';

const sources: FakeSource[] = [];

/** A browser's Media Source that opens when the test wants. */
class FakeSource extends EventTarget {
  static isTypeSupported = () => true;
  readyState = 'closed';
  addSourceBuffer: (codec: string) => unknown = () => ({});
  constructor() {
    super();
    sources.push(this);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  sources.length = 0;
  URL.createObjectURL = () => 'blob:sound';
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.resetModules();
  document.body.innerHTML = '';
});

test('Safari is told that the sound stays here, before it gets it: else it never opens the source', () => {
  window.ManagedMediaSource = FakeSource as never;
  const audio = document.createElement('audio');
  let remote: boolean | undefined;
  Object.defineProperty(audio, 'src', {
    set: () => {
      remote = !audio.disableRemotePlayback;
    },
  });
  playLive(
    audio,
    '/hls/t/24k',
    () => {},
    () => {},
  );
  expect(remote).toBe(false);
});

test('a source that does not open is given up after five seconds, unless it was stopped before', () => {
  window.ManagedMediaSource = FakeSource as never;
  const shut = vi.fn();
  const play = () => playLive(document.createElement('audio'), '/hls/t/24k', () => {}, shut);
  play().stop();
  vi.advanceTimersByTime(6000);
  expect(shut).not.toHaveBeenCalled();
  play();
  vi.advanceTimersByTime(6000);
  expect(shut).toHaveBeenCalledOnce();
});

/** The page's player, on a phone with or without Media Source. */
async function deck(withSource: boolean) {
  window.ManagedMediaSource = undefined;
  window.MediaSource = (withSource ? FakeSource : undefined) as never;
  document.body.innerHTML = `
    <button class="mini"></button>
    <div id="deck" data-hls="/hls/t/" data-whep="/whep/t" data-mp3="/live/t.mp3"><audio></audio><button class="play"></button>
      <p class="deck-txt"><b id="sound-state"></b><span id="sound-cost"></span></p></div>
    <p id="saver-asks"></p><button id="to-live"></button><button id="data-saver"></button><button id="better-sound"></button><button id="closest-sound"></button>`;
  const audio = document.querySelector('audio')!;
  let paused = true;
  Object.defineProperty(audio, 'paused', { get: () => paused });
  audio.play = vi.fn(async () => {
    paused = false;
  });
  audio.pause = () => {
    paused = true;
  };
  audio.load = vi.fn();
  await import('../src/islands/play');
  const state = () => document.querySelector<HTMLElement>('#deck')!.dataset.state;
  document.querySelector<HTMLElement>('.play')!.click();
  return { audio, state, interrupt: () => audio.pause() };
}

test('who saves data gets Opus where it is understood', async () => {
  document.documentElement.toggleAttribute('data-saver', true);
  localStorage.setItem('data-saver', 'on');
  document.body.innerHTML = '';
  const codecs: string[] = [];
  const fetched = vi.fn(async () => new Promise(() => {}));
  vi.stubGlobal('fetch', fetched);
  URL.revokeObjectURL = () => {};
  await deck(true);
  sources[0]!.addSourceBuffer = (codec: string) => {
    codecs.push(codec);
    return {};
  };
  sources[0]!.dispatchEvent(new Event('sourceopen'));
  expect(codecs).toEqual(['audio/mp4; codecs="opus"']);
  expect(fetched.mock.calls[0]).toMatchObject(['/hls/t/opus16/join', {}]);
  localStorage.clear();
  document.documentElement.toggleAttribute('data-saver', false);
});

test('a call that interrupts the sound is shown as what it is', async () => {
  const { audio, state, interrupt } = await deck(true);
  audio.dispatchEvent(new Event('playing'));
  expect(state()).toBe('playing');
  interrupt();
  audio.dispatchEvent(new Event('pause'));
  expect(state()).toBe('stopped');
});

test('where Media Source does not open, the plain file is played', async () => {
  const { audio } = await deck(true);
  vi.advanceTimersByTime(5000);
  expect(audio.src).toContain('/live/t.mp3');
});

test('a plain file that broke off is asked for again, until the server has none', async () => {
  const { audio, state } = await deck(false);
  let status = 200;
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => ({ status })),
  );
  audio.dispatchEvent(new Event('ended'));
  expect(state()).toBe('weak');
  await vi.advanceTimersByTimeAsync(2000);
  expect(audio.play).toHaveBeenCalledTimes(2);

  status = 404;
  audio.dispatchEvent(new Event('error'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(state()).toBe('ended');
  expect(audio.play).toHaveBeenCalledTimes(2);
});

test('what is stopped is emptied: a plain file would go on without', async () => {
  const { audio, state } = await deck(false);
  document.querySelector<HTMLElement>('.play')!.click();
  expect(state()).toBe('stopped');
  expect([audio.paused, audio.hasAttribute('src')]).toEqual([true, false]);
  expect(audio.load).toHaveBeenCalledOnce();
});

test('who wants to be closest to live gets the usual stream by herself where no other way goes, and is remembered', async () => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response('{}', { status: 503 })),
  );
  vi.stubGlobal('RTCPeerConnection', undefined);
  localStorage.setItem('closest', 'on');
  const { audio, state } = await deck(true);
  expect(document.querySelector('#closest-sound')!.getAttribute('aria-pressed')).toBe('true');
  expect(sources).toHaveLength(0);
  window.MediaSource = undefined as never; // what hls.js would need
  audio.canPlayType = () => 'maybe';
  await vi.waitFor(() => expect(audio.src).toContain('/hls/t/24k/low.m3u8'));
  audio.dispatchEvent(new Event('playing'));
  expect(document.querySelector('#sound-state')!.textContent).toBe('play.state.low');

  window.MediaSource = FakeSource as never;
  audio.dispatchEvent(new Event('error'));
  expect(sources).toHaveLength(1);
  audio.dispatchEvent(new Event('playing'));
  expect([state(), document.querySelector('#sound-state')!.textContent]).toEqual(['playing', 'play.state.playing']);

  document.querySelector<HTMLElement>('#closest-sound')!.click();
  expect(localStorage.getItem('closest')).toBeNull();
});
