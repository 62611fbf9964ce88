// Sound only, over Media Source: a kilobyte, because the server decides the playlist's shape. It buffers up to half a
// minute, keeps its place on a stall, and goes to live again only when it has fallen out of the playlist.
import { readPlaylist } from './playlist';
import { pause, sleep } from './retry';

export type SoundState = 'connecting' | 'playing' | 'weak' | 'waiting' | 'ended' | 'failed';

declare global {
  interface Window {
    ManagedMediaSource?: typeof MediaSource;
  }
}

const source = (): typeof MediaSource | undefined => window.ManagedMediaSource ?? window.MediaSource;

export const codec = 'audio/mp4; codecs="mp4a.40.2"';

export const canPlay = (): boolean => !!source()?.isTypeSupported(codec);

export interface Sound {
  stop(): void;
  /** Bytes that were fetched. */
  used(): number;
}

const ahead = 30; // seconds that are fetched before they are heard
const behind = 10; // seconds from the live edge where one joins: what a weak network may take before it is heard

export function playLive(audio: HTMLAudioElement, playlist: string, tell: (state: SoundState) => void): Sound {
  const media = new (source()!)();
  const abort = new AbortController();
  let buffer: SourceBuffer;
  let init = '';
  let next = -1;
  let used = 0;

  const end = () => (audio.buffered.length ? audio.buffered.end(audio.buffered.length - 1) : 0);
  const settled = () =>
    new Promise<void>((done) => {
      if (buffer.updating) buffer.addEventListener('updateend', () => done(), { once: true });
      else done();
    });

  async function fetchBytes(address: string): Promise<ArrayBuffer> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), 20_000);
    const stop = () => patience.abort();
    abort.signal.addEventListener('abort', stop, { once: true });
    try {
      const answer = await fetch(address, { signal: patience.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const bytes = await answer.arrayBuffer();
      used += bytes.byteLength;
      return bytes;
    } finally {
      clearTimeout(timer);
      abort.signal.removeEventListener('abort', stop);
    }
  }

  async function append(bytes: ArrayBuffer): Promise<void> {
    await settled();
    try {
      buffer.appendBuffer(bytes);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
      await drop(audio.currentTime - 2);
      buffer.appendBuffer(bytes);
    }
    await settled();
  }

  async function drop(until: number): Promise<void> {
    buffer.remove(0, Math.max(0.1, until));
    await settled();
  }

  /** Fetches what the playlist has and we have not. False when it is over. */
  async function refill(): Promise<{ more: boolean; target: number }> {
    const list = readPlaylist(new TextDecoder().decode(await fetchBytes(playlist)));
    const base = new URL(playlist, location.href);
    const at = (address: string) => new URL(address, base).href;
    if (list.init && list.init !== init) {
      await append(await fetchBytes(at(list.init)));
      init = list.init;
    }

    const first = list.segments[0]?.number ?? 0;
    const last = list.segments[list.segments.length - 1]?.number ?? 0;
    if (next < first || next > last + 1)
      next = Math.max(first, last + 1 - Math.max(3, Math.ceil(behind / list.target)));
    for (const segment of list.segments) {
      if (abort.signal.aborted) return { more: false, target: list.target };
      if (segment.number < next || end() - audio.currentTime > ahead) continue;
      await append(await fetchBytes(at(segment.address)));
      next = segment.number + 1;
      const start = audio.buffered.start(audio.buffered.length - 1);
      if (audio.currentTime < start) audio.currentTime = start;
      if (audio.currentTime > 90) await drop(audio.currentTime - 30);
    }
    return { more: !(list.ended && next > last), target: list.target };
  }

  async function run(): Promise<void> {
    for (let failures = 0; !abort.signal.aborted; ) {
      try {
        const { more, target } = await refill();
        failures = 0;
        if (!more) {
          if (!abort.signal.aborted) media.endOfStream();
          return;
        }
        // Asking costs data too: a full buffer waits for two segments at once, a low one looks often.
        const buffered = end() - audio.currentTime;
        await sleep(target * (buffered > 8 ? 2000 : buffered > 4 ? 1000 : 500));
      } catch (error) {
        if (abort.signal.aborted) return;
        const silent = end() <= audio.currentTime + 0.5;
        if (silent) tell(error instanceof Error && error.message === '404' ? 'waiting' : 'weak');
        await sleep(pause(failures++));
      }
    }
  }

  const on = (event: string, state: SoundState) =>
    audio.addEventListener(event, () => tell(state), { signal: abort.signal });
  on('playing', 'playing');
  on('waiting', 'weak');
  on('ended', 'ended');
  on('error', 'failed');

  tell('connecting');
  const address = URL.createObjectURL(media);
  audio.src = address;
  media.addEventListener(
    'sourceopen',
    () => {
      URL.revokeObjectURL(address);
      buffer = media.addSourceBuffer(codec);
      buffer.mode = 'sequence'; // a gap or a new part of the stream plays on without one
      void run();
    },
    { once: true },
  );
  return {
    stop() {
      abort.abort();
      audio.pause();
      audio.removeAttribute('src');
      audio.load();
    },
    used: () => used,
  };
}
