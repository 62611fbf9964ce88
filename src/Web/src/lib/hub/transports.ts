// The three roads to the hub, best first. Each carries text both ways; what it says is hub.ts's.

/** An open road. */
export interface Road {
  /** Rejects when it did not get through. */
  send(text: string): Promise<unknown>;
  close(): void;
}

/** Opens a road: what comes on it is taken, its end is told once. Rejects when it cannot be opened. */
export type Transport = (path: string, take: (text: string) => void, lost: () => void) => Promise<Road>;

/** The server's door was found, and it was closed to us: the token is not, or no longer, good. */
export class Denied extends Error {}

/** One request to open, and the least bytes. */
const webSocket: Transport = (path, take, lost) =>
  new Promise((opened, failed) => {
    const socket = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')));
    socket.onopen = () => opened({ send: async (text) => socket.send(text), close: () => socket.close() });
    socket.onmessage = (event) => take(event.data as string);
    socket.onclose = () => {
      failed(new Error('no WebSocket'));
      lost();
    };
  });

/** One endless answer and a request for each message: for networks that know plain HTTP alone. */
const serverSentEvents: Transport = async (path, take, lost) => {
  const door = await negotiate(path);
  return new Promise((opened, failed) => {
    const events = new EventSource(door);
    const close = () => {
      events.close();
      lost();
    };
    events.onopen = () => opened({ send: (text) => post(door, text), close });
    events.onmessage = (event) => take(event.data as string);
    events.onerror = () => {
      failed(new Error('no events'));
      close();
    };
  });
};

/** A request that waits for news, again and again: for networks that hold endless answers back. */
const longPolling: Transport = async (path, take, lost) => {
  const door = await negotiate(path);
  const closing = new AbortController();
  const poll = () => ask(door, { signal: closing.signal });
  await poll(); // the first one is answered at once: the connection is there

  const run = async () => {
    for (let answer = await poll(); answer.status !== 204; answer = await poll()) {
      const text = await answer.text();
      if (text) take(text);
    }
  };
  run().then(lost, lost);
  return {
    send: (text) => post(door, text),
    close() {
      closing.abort();
      ask(door, { method: 'DELETE' }).catch(() => {});
    },
  };
};

export const transports: readonly Transport[] = [webSocket, serverSentEvents, longPolling];

/** A connection's own address. */
async function negotiate(path: string): Promise<string> {
  const answer = await ask(`${path}/negotiate?negotiateVersion=1`, { method: 'POST' });
  const { connectionToken } = (await answer.json()) as { connectionToken: string };
  return `${path}?id=${encodeURIComponent(connectionToken)}`;
}

const post = (address: string, body: string) => ask(address, { method: 'POST', body });

async function ask(address: string, request: RequestInit): Promise<Response> {
  const answer = await fetch(address, request);
  if (answer.status === 401 || answer.status === 403) throw new Denied();
  if (!answer.ok) throw new Error(String(answer.status));
  return answer;
}
