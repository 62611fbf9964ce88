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

const codecOf = (rung: string) => `audio/mp4; codecs="${rung.endsWith('opus16') ? 'opus' : 'mp4a.40.2'}"`;

export const canPlay = (rung: string): boolean => !!source()?.isTypeSupported(codecOf(rung));

export interface Sound {
  /** Closer to live than usual: by WebRTC, or by the low-latency stream. */
  readonly how?: 'rtc' | 'low';
  /** Fetches no more; the element is emptied by whoever lent it. */
  stop(): void;
  /** Goes on with what is said now. */
  toLive(): void;
  /** Goes so many seconds back, to the talk's start at most, and stays there. */
  back(seconds: number): void;
  /** Bytes that were fetched. */
  used(): number;
  /** Seconds between the newest sound that there is and what is heard. */
  behind(): number;
}

const ahead = 30; // seconds that are fetched before they are heard
const tooLate = 60; // seconds behind at which one goes to live
const near = 4; // seconds behind at which one begins on a line that brings it all at once
const atOnce = 700; // milliseconds
const lasts = (94 * 1024) / 48_000; // a segment, in seconds

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
  let moved = false; // to there, away from what is heard
  let fresh = -1; // the segment with which the sound goes on elsewhere, until its place is known
  let past = false; // she went back, and wants to be there
  let used = 0;
  let edge = 0; // the first segment that was not there when one came in, when that was, and its place in the sound
  let began = 0;
  let place = 0;
  let giveUp = () => {}; // what is being fetched

  const start = () => (audio.buffered.length ? audio.buffered.start(audio.buffered.length - 1) : 0);
  const end = () => (audio.buffered.length ? audio.buffered.end(audio.buffered.length - 1) : 0);
  const behind = () => (began ? (Date.now() - began) / 1000 - (audio.currentTime - place) : 0);

  /** The sound goes on with that segment. */
  function move(to: number): void {
    next = to;
    moved = true;
    past = to >= 0;
    giveUp();
  }

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
    if (audio.currentTime < start()) audio.currentTime = start();
    if (fresh < 0 || !end()) return;
    place = start() + (edge - fresh) * lasts;
    fresh = -1;
  }

  /** Puts a segment in the place of all that there is: until here the old sound went on. */
  async function begin(bytes: BufferSource, number: number): Promise<void> {
    buffer.abort(); // what of a segment may be there
    if (end()) await change(() => buffer.remove(0, end()));
    moved = false;
    fresh = number;
    await append(bytes);
  }

  /** Fetches, and hands on what comes as it comes; a network that brings nothing for long is given up. */
  async function take(
    file: string,
    each: (answer: Response, bytes: Uint8Array<ArrayBuffer>) => unknown,
  ): Promise<void> {
    const patience = new AbortController();
    giveUp = () => patience.abort();
    let timer = setTimeout(giveUp, 20_000);
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
    }
  }

  /**
   * The first sound: what was said in the last seconds, played while it comes. On a line that brings it at once, only the
   * newest of it is heard; a slow one needs it all.
   */
  async function join(): Promise<void> {
    const asked = Date.now();
    const held: Uint8Array<ArrayBuffer>[] = [];
    let told: number[] = []; // "120;842,6201,6188": the first one's number, the bytes of the initialisation and of each
    let came = 0;
    let heard = 0;
    const hear = async () => {
      if (!held.length) return;
      const bytes = await new Blob(held.splice(0)).arrayBuffer();
      if (heard) await append(bytes);
      else await begin(bytes, told[0]!);
      heard = came;
    };
    try {
      await take('join', async (answer, bytes) => {
        if (!came) {
          told = answer.headers.get('Segments')!.split(/[;,]/).map(Number);
          edge = told[0]! + told.length - 2;
          began = Date.now();
        }
        came += bytes.length;
        held.push(bytes);
        if (Date.now() - asked > atOnce) await hear();
      });
      const quick = !heard;
      await hear();
      if (quick) audio.currentTime = Math.max(audio.currentTime, end() - near);
    } finally {
      // What came whole is kept.
      let left = moved ? 0 : heard;
      if (!moved) next = -1;
      for (const [i, size] of told.slice(1).entries()) {
        left -= size;
        if (left < 0) {
          if (heard && !over.signal.aborted) buffer.abort(); // half a segment is forgotten
          break;
        }
        next = told[0]! + i;
      }
    }
  }

  async function follow(): Promise<void> {
    const number = next;
    const whole: Uint8Array<ArrayBuffer>[] = [];
    await take(`${number}.m4s`, (_, bytes) => whole.push(bytes));
    const bytes = await new Blob(whole).arrayBuffer();
    if (next !== number) return; // she went elsewhere meanwhile
    if (moved) await begin(bytes, number);
    else await append(bytes);
    if (next === number) next++;
    if (audio.currentTime > 90) await change(() => buffer.remove(0, audio.currentTime - 30));
  }

  async function run(): Promise<void> {
    for (let failures = 0; !over.signal.aborted; ) {
      const buffered = end() - audio.currentTime;
      const to = next;
      try {
        if (behind() > tooLate && !past) next = -1;
        if (next < 0) await join();
        else if (buffered > ahead && !moved) await sleep(1000);
        else {
          // A good buffer need not ask the moment a segment is there: a thousand phones should not ask as one.
          if (buffered > 6 && !moved) await sleep(500 + 1000 * Math.random());
          await follow();
        }
        failures = 0;
      } catch (error) {
        if (over.signal.aborted) return;
        if (moved && next !== to) continue;
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
      buffer = media.addSourceBuffer(codecOf(rung));
      buffer.mode = 'sequence'; // a gap or a new part of the stream plays on without one
      void run();
    },
    { once: true },
  );
  return {
    stop() {
      over.abort();
      giveUp();
    },
    toLive: () => move(-1),
    back(seconds) {
      if (audio.currentTime - seconds < start())
        return move(Math.max(0, Math.floor(edge - (place - audio.currentTime + seconds) / lasts)));
      audio.currentTime -= seconds; // it is still here
      past = true;
    },
    used: () => used,
    behind,
  };
}
