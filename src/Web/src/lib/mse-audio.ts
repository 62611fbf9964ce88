// Sound only, over Media Source: a kilobyte, because the server says what comes next. One request brings the first
// sound, one each segment after it; the server holds the request for the segment that is not there yet. On a stall the
// place is kept; only who has fallen far behind goes to live again.
import { fetched } from './line';
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
  /** Fetches no more; the element is emptied by whoever lent it. */
  stop(): void;
  /** Goes on with what is said now. */
  toLive(): void;
  /** Bytes that were fetched. */
  used(): number;
  /** Seconds between what is said and what is heard, beyond what one began with. */
  behind(): number;
}

const ahead = 30; // seconds that are fetched before they are heard
const tooLate = 60; // seconds behind at which one goes to live

const ended = new Error('ended');

/** Plays one rung, /hls/{talk}/{rung}; `shut` is told when the browser does not let Media Source begin. */
export function playLive(
  audio: HTMLAudioElement,
  rung: string,
  tell: (state: SoundState) => void,
  shut: () => void,
): Sound {
  const media = new (source()!)();
  const over = new AbortController();
  let buffer: SourceBuffer;
  let next = -1; // the segment to fetch; -1 to begin anew
  let used = 0;
  let began = 0; // wall clock and place in the sound when one came in
  let place = 0;

  const end = () => (audio.buffered.length ? audio.buffered.end(audio.buffered.length - 1) : 0);
  const behind = () => (began ? (Date.now() - began) / 1000 - (audio.currentTime - place) : 0);

  /** Does something to the buffer, and waits until it is done. */
  async function change(step: () => void): Promise<void> {
    step();
    if (buffer.updating) await new Promise((done) => buffer.addEventListener('updateend', done, { once: true }));
  }

  async function append(bytes: BufferSource): Promise<void> {
    try {
      await change(() => buffer.appendBuffer(bytes));
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
      await change(() => buffer.remove(0, Math.max(0.1, audio.currentTime - 2)));
      await change(() => buffer.appendBuffer(bytes));
    }
    const start = audio.buffered.length ? audio.buffered.start(audio.buffered.length - 1) : 0;
    if (audio.currentTime < start) audio.currentTime = start;
  }

  /** Fetches, and hands on what comes as it comes; a network that brings nothing for long is given up. */
  async function take(
    file: string,
    each: (answer: Response, bytes: Uint8Array<ArrayBuffer>) => unknown,
  ): Promise<void> {
    const patience = new AbortController();
    const giveUp = () => patience.abort();
    let timer = setTimeout(giveUp, 20_000);
    over.signal.addEventListener('abort', giveUp, { once: true });
    try {
      const answer = await fetch(`${rung}/${file}`, { signal: patience.signal });
      if (answer.status === 410) throw ended;
      if (!answer.ok) throw new Error(String(answer.status));
      const reader = answer.body!.getReader();
      const since = performance.now();
      let length = 0;
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(giveUp, 20_000);
        used += part.value.length;
        length += part.value.length;
        await each(answer, part.value);
      }
      fetched(length, performance.now() - since);
    } finally {
      clearTimeout(timer);
      over.signal.removeEventListener('abort', giveUp);
    }
  }

  /** The first sound: what was said in the last seconds, played while it comes. */
  async function join(): Promise<void> {
    let came = 0;
    let told = '';
    try {
      await take('join', async (answer, bytes) => {
        told = answer.headers.get('Segments')!;
        if (!came) {
          began = Date.now();
          if (end()) await change(() => buffer.remove(0, end())); // only now: until here the old sound went on
        }
        came += bytes.length;
        await append(bytes);
      });
    } finally {
      if (told) {
        place = audio.buffered.length ? audio.buffered.start(0) : 0;
        // "120;842,6201,6188": the first one's number, the bytes of the initialisation and of each. What came whole is kept.
        const [first, sizes] = told.split(';');
        next = Number(first);
        let left = came;
        for (const [i, size] of sizes!.split(',').map(Number).entries()) {
          left -= size;
          if (left >= 0 && i > 0) next++;
          if (left < 0) {
            if (!over.signal.aborted) buffer.abort(); // half a segment is forgotten
            if (i === 0) next = -1;
            break;
          }
        }
      }
    }
  }

  async function follow(): Promise<void> {
    const whole: Uint8Array<ArrayBuffer>[] = [];
    await take(`${next}.m4s`, (_, bytes) => whole.push(bytes));
    await append(await new Blob(whole).arrayBuffer());
    next++;
    if (audio.currentTime > 90) await change(() => buffer.remove(0, audio.currentTime - 30));
  }

  async function run(): Promise<void> {
    for (let failures = 0; !over.signal.aborted; ) {
      const buffered = end() - audio.currentTime;
      try {
        if (behind() > tooLate) next = -1;
        if (next < 0) await join();
        else if (buffered > ahead) await sleep(1000);
        else {
          // A good buffer need not ask the moment a segment is there: a thousand phones should not ask as one.
          if (buffered > 6) await sleep(500 + 1000 * Math.random());
          await follow();
        }
        failures = 0;
      } catch (error) {
        if (over.signal.aborted) return;
        if (error === ended) {
          if (!end()) tell('ended');
          else if (media.readyState === 'open') media.endOfStream();
          return;
        }
        const gone = error instanceof Error && error.message === '404';
        if (gone && failures > 3) next = -1; // the stream goes on under other numbers
        if (end() <= audio.currentTime + 0.5) tell(gone && !end() ? 'waiting' : 'weak');
        await sleep(pause(failures++));
      }
    }
  }

  const on = (event: string, state: SoundState) =>
    audio.addEventListener(event, () => tell(state), { signal: over.signal });
  on('playing', 'playing');
  audio.addEventListener('waiting', () => tell(began ? 'weak' : 'connecting'), { signal: over.signal });
  on('ended', 'ended');
  on('error', 'failed');

  tell('connecting');
  audio.disableRemotePlayback = true; // Safari opens no managed source without
  const opening = setTimeout(shut, 5000);
  over.signal.addEventListener('abort', () => clearTimeout(opening));
  const address = URL.createObjectURL(media);
  audio.src = address;
  media.addEventListener(
    'sourceopen',
    () => {
      clearTimeout(opening);
      URL.revokeObjectURL(address);
      buffer = media.addSourceBuffer(codec);
      buffer.mode = 'sequence'; // a gap or a new part of the stream plays on without one
      void run();
    },
    { once: true },
  );
  return {
    stop: () => over.abort(),
    toLive() {
      next = -1;
    },
    used: () => used,
    behind,
  };
}
