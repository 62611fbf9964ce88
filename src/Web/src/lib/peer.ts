// WHIP and WHEP (RFC 9725 and its draft for playback): one POST with an offer, an answer back, DELETE at the end. The
// server is ICE-lite and learns our address from our checks, so the offer goes without waiting for candidates.
import { Refusal } from './command-queue';
import { iceServersOf } from './ice-servers';
import { lineLost } from './line';
import type { Problem } from './protocol';
import { pause, sleep } from './retry';

export type PeerPhase = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'refused';

interface Peer {
  connection: RTCPeerConnection;
  session: string | null;
}

const patience = 10_000; // ms for an answer: a proxy may hold a request of a server that is gone for ever

/** One direction of sound that comes back by itself until it is closed. */
export class SoundPeer {
  private closed = false;
  private peer: Peer | null = null;
  private wake: () => void = () => {};
  private look: () => void = () => {};

  constructor(
    private readonly address: string,
    private readonly prepare: (connection: RTCPeerConnection) => void,
    private readonly tell: (phase: PeerPhase, refusal?: Refusal) => void,
  ) {
    addEventListener('online', this.hurry);
    addEventListener(lineLost, this.doubt);
    addEventListener('pagehide', this.leave);
  }

  /** Connects and stays connected; returns when it is closed or the server refuses for good. */
  async run(): Promise<void> {
    for (let failures = 0; !this.closed; failures++) {
      this.tell(failures === 0 ? 'connecting' : 'reconnecting');
      try {
        this.peer = await this.connect();
        // Closed while the server was asked: the session that it opened ends at once.
        if (!this.closed)
          await this.lasting(this.peer, () => {
            failures = 0;
            this.tell('connected');
          });
      } catch (error) {
        if (error instanceof Refusal && !this.closed) {
          this.close();
          this.tell('refused', error);
        }
      }
      this.drop();
      if (this.closed) return;
      this.tell('reconnecting');
      const woken = new Promise<void>((done) => {
        this.wake = done;
      });
      await Promise.race([sleep(pause(Math.min(failures, 2))), woken]); // few ask, and each of them is missed
    }
  }

  close(): void {
    this.closed = true;
    this.drop();
    this.wake();
    removeEventListener('online', this.hurry);
    removeEventListener(lineLost, this.doubt);
    removeEventListener('pagehide', this.leave);
  }

  get connection(): RTCPeerConnection | null {
    return this.peer?.connection ?? null;
  }

  private readonly hurry = () => this.wake();
  private readonly doubt = () => this.look();
  private readonly leave = () => this.drop();

  private async connect(): Promise<Peer> {
    const connection = new RTCPeerConnection();
    try {
      this.prepare(connection);
      const offer = await connection.createOffer();
      const answer = await within(patience, this.address, {
        method: 'POST',
        headers: { 'content-type': 'application/sdp' },
        body: offer.sdp!,
      });
      if (!answer.ok) throw await refusalOf(answer);
      const location = answer.headers.get('location');
      const session = location && new URL(location, answer.url).href;
      // The answer names relays too, and gathering begins only now, so that they are asked.
      const iceServers = iceServersOf(answer.headers.get('link') ?? '');
      if (iceServers.length > 0) connection.setConfiguration({ iceServers });
      await connection.setLocalDescription(offer);
      await connection.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
      return { connection, session };
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** Resolves when the connection has gone; a short dip is given five seconds to heal, if the server still knows us. */
  private lasting(peer: Peer, connected: () => void): Promise<void> {
    const { connection } = peer;
    return new Promise((done) => {
      let dip = window.setTimeout(done, 15_000);
      let looking = false;
      this.look = async () => {
        if (looking) return;
        looking = true;
        if (await this.isForgotten(peer)) done();
        looking = false;
      };
      connection.addEventListener('connectionstatechange', () => {
        clearTimeout(dip);
        const state = connection.connectionState;
        if (state === 'connected') connected();
        else if (state === 'failed' || state === 'closed') done();
        else dip = window.setTimeout(done, state === 'disconnected' ? 5_000 : 15_000);
        if (state === 'disconnected') this.look();
      });
    });
  }

  /** Whether the server has the session no more, as after a restart; while it does not answer, it is asked again. */
  private async isForgotten(peer: Peer): Promise<boolean> {
    while (peer.session && this.peer === peer) {
      const answer = await within(3_000, peer.session, { method: 'HEAD' }).catch(() => null);
      if (answer && answer.status < 500) return answer.status === 404;
      await sleep(pause(0));
    }
    return false;
  }

  private drop(): void {
    const peer = this.peer;
    this.peer = null;
    peer?.connection.close();
    if (peer?.session) fetch(peer.session, { method: 'DELETE', keepalive: true }).catch(() => {});
  }
}

/** An answer that comes in time. */
function within(milliseconds: number, address: string, request: RequestInit): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), milliseconds);
  return fetch(address, { ...request, signal: late.signal }).finally(() => clearTimeout(timer));
}

/** What the server will not change its mind about; a busy or restarting server is tried again. */
async function refusalOf(answer: Response): Promise<Error> {
  const problem = (await answer.json().catch(() => ({}))) as Problem;
  const passing =
    answer.status >= 500 ||
    answer.status === 429 ||
    answer.status === 408 ||
    answer.status === 404 ||
    answer.status === 409;
  const text = problem.detail ?? problem.title ?? String(answer.status);
  return passing ? new Error(text) : new Refusal(problem.code ?? `http.${answer.status}`, text);
}
