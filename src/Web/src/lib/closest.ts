// The sound as close to live as there is a way: by WebRTC within half a second, as long as the server has a place; else
// the low-latency stream, which any number can hear. Loaded when somebody wants it.
import type { Sound, SoundState } from './mse-audio';
import { SoundPeer } from './peer';

const patience = 6000; // milliseconds until sound comes by WebRTC, and until a line that was lost is back
const look = 500;

/** Where the talk sounds. */
export interface Places {
  /** By WebRTC. */
  whep: string;
  /** The low-latency playlist. */
  low: string;
}

/** A way of hearing; the next one is tried when it `fails`. */
type Way = (audio: HTMLAudioElement, tell: (state: SoundState) => void, fail: () => void) => Sound;

/** Plays by the first way that goes; `fail` is told when none does. */
export function playClosest(
  audio: HTMLAudioElement,
  { whep, low }: Places,
  tell: (state: SoundState) => void,
  fail: () => void,
): Sound {
  const ways: Way[] = [byStream(low)];
  if ('RTCPeerConnection' in window) ways.unshift(byWebRtc(whep));
  let spent = 0;
  let turn = 0;
  let sound: Sound;
  const next = () => {
    const way = ways.shift();
    const mine = ++turn;
    if (!way) return fail(); // whoever lent the element stops what is left
    spent += sound?.used() ?? 0;
    sound?.stop();
    tell('connecting');
    sound = way(audio, tell, () => mine === turn && next());
  };
  next();
  return {
    get how() {
      return sound.how;
    },
    stop() {
      turn = -1;
      sound.stop();
    },
    toLive: () => sound.toLive(),
    back: () => {},
    used: () => spent + sound.used(),
    behind: () => sound.behind(),
  };
}

/** Plays what the element was given; one that may not begin by itself says so. */
function start(audio: HTMLAudioElement, tell: (state: SoundState) => void): void {
  audio.play().catch((error: unknown) => {
    if ((error as Error).name === 'NotAllowedError') tell('failed');
  });
}

const byWebRtc =
  (address: string): Way =>
  (audio, tell, fail) => {
    let used = 0; // of the lines before this one
    let line = 0; // and of this one
    let still = 0; // looks since something came
    let connected = false;
    let late = window.setTimeout(fail, patience);
    const peer = new SoundPeer(
      address,
      (connection) => {
        used += line;
        line = 0;
        connection.addTransceiver('audio', { direction: 'recvonly' });
        connection.addEventListener('track', ({ track, streams }) => {
          audio.srcObject = streams[0] ?? new MediaStream([track]);
          start(audio, tell);
        });
      },
      (phase) => {
        if (phase === 'refused' || (phase === 'reconnecting' && !connected)) fail();
        else if (phase === 'reconnecting' && !late) late = window.setTimeout(fail, patience);
        else if (phase === 'connected') {
          connected = true;
          clearTimeout(late);
          late = 0;
        }
      },
    );
    /** What the statistics tell is the truth: an element calls a silent line playing. */
    const listen = async () => {
      const stats = await peer.connection?.getStats().catch(() => null);
      let bytes = 0;
      stats?.forEach((one) => {
        if (one.type === 'inbound-rtp') bytes = one.bytesReceived;
      });
      still = bytes > line ? 0 : still + 1;
      if (bytes) line = bytes;
      if (stopped || !connected) return;
      if (!still) tell('playing');
      else if (still > 3) tell(line + used ? 'weak' : 'waiting');
    };
    let stopped = false;
    const timer = setInterval(() => void listen(), look);
    void peer.run();
    return {
      how: 'rtc',
      stop() {
        stopped = true;
        clearTimeout(late);
        clearInterval(timer);
        peer.close();
        audio.srcObject = null;
      },
      toLive() {},
      back() {},
      used: () => used + line,
      behind: () => 0,
    };
  };

const byStream =
  (playlist: string): Way =>
  (audio, tell, fail) => {
    const over = new AbortController();
    const { signal } = over;
    let used = 0;
    let hls: import('hls.js').default | undefined;
    audio.addEventListener('playing', () => tell('playing'), { signal });
    audio.addEventListener('waiting', () => tell('weak'), { signal });
    audio.addEventListener('ended', fail, { signal }); // the page's own player knows whether that was all
    audio.addEventListener('error', fail, { signal });
    void import('hls.js/light').then(({ default: Hls }) => {
      if (signal.aborted) return;
      if (Hls.isSupported()) {
        hls = new Hls({ enableWorker: false, maxLiveSyncPlaybackRate: 1.1, backBufferLength: 30 });
        hls.on(Hls.Events.FRAG_LOADED, (_, { payload }) => {
          used += payload.byteLength;
        });
        hls.on(Hls.Events.ERROR, (_, { fatal }) => {
          if (fatal) fail();
        });
        hls.loadSource(playlist);
        hls.attachMedia(audio);
      } else if (audio.canPlayType('application/vnd.apple.mpegurl')) audio.src = playlist;
      else return fail();
      start(audio, tell);
    }, fail);
    return {
      how: 'low',
      stop() {
        over.abort();
        hls?.destroy();
        hls = undefined;
      },
      toLive() {
        if (hls?.liveSyncPosition) audio.currentTime = hls.liveSyncPosition;
      },
      back() {},
      used: () => used,
      behind: () => hls?.latency ?? 0,
    };
  };
