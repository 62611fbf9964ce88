import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';

const script = readFileSync(new URL('../../Server/wwwroot/sw.js', import.meta.url), 'utf8');
const site = 'https://talks.example';
const file = '/media/a/opus-24.opus';

type Handler = (event: {
  request?: Request;
  waitUntil(work: Promise<unknown>): void;
  respondWith?(answer: Promise<Response>): void;
}) => void;

const stores = new Map<string, Map<string, Response>>();
const keyOf = (key: string | { url: string }) => {
  const { pathname, search } = new URL(typeof key === 'string' ? key : key.url, site);
  return pathname + search;
};
const caches = {
  keys: async () => [...stores.keys()],
  open: async (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, store);
    return {
      match: async (key: string | { url: string }) => store.get(keyOf(key))?.clone(),
      keys: async () => [...store.keys()].map((key) => ({ url: site + key })),
      delete: async (key: string | { url: string }) => store.delete(keyOf(key)),
      put: async (key: string, answer: Response) => void store.set(keyOf(key), answer),
    };
  },
};

let network: (address: string, init?: RequestInit) => Promise<Response>;

function handlers(): Map<string, Handler> {
  const found = new Map<string, Handler>();
  new Function('addEventListener', 'caches', 'fetch', 'location', script)(
    (name: string, handle: Handler) => found.set(name, handle),
    caches,
    (asked: string | Request, init?: RequestInit) => network(typeof asked === 'string' ? asked : asked.url, init),
    { origin: site },
  );
  return found;
}

async function play(range?: string): Promise<Response> {
  let answer: Promise<Response> | undefined;
  handlers().get('fetch')!({
    request: new Request(site + file, { headers: range ? { range } : {} }),
    waitUntil: () => {},
    respondWith: (given) => {
      answer = given;
    },
  });
  return (await answer)!;
}

async function sync(): Promise<void> {
  let work: Promise<unknown> = Promise.resolve();
  handlers().get('sync')!({
    waitUntil: (given) => {
      work = given;
    },
  });
  await work;
}

const waits = async (id: string, form: string) =>
  (await caches.open('forms-1')).put(
    `/forms/${id}?to=${encodeURIComponent(`/api/talks/t/forms/${form}`)}`,
    new Response(`c=${id}&poll=p&option=1`),
  );

beforeEach(() => {
  stores.clear();
  network = () => Promise.reject(new TypeError('Failed to fetch'));
});

test('a replay that was saved is played from here, in the parts that the player asks for', async () => {
  stores.set('saved-1', new Map([[file, new Response('0123456789', { headers: { 'content-type': 'audio/ogg' } })]]));

  expect(await (await play()).text()).toBe('0123456789');
  const part = await play('bytes=3-5');
  expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '345', 'bytes 3-5/10']);
  const rest = await play('bytes=8-');
  expect([await rest.text(), rest.headers.get('content-range')]).toEqual(['89', 'bytes 8-9/10']);
  expect((await play('bytes=7-99')).headers.get('content-range')).toBe('bytes 7-9/10');
  expect((await play('bytes=10-')).status).toBe(416);
});

test('one that was not saved comes from the network', async () => {
  network = async () => new Response('there');
  expect(await (await play('bytes=0-')).text()).toBe('there');
});

test('what waits is sent in its order and once', async () => {
  await waits('b', 'vote');
  await waits('a', 'ask');
  const sent: string[] = [];
  network = async (address, init) => {
    sent.push(`${address} ${String(init!.body)}`);
    return new Response('{}');
  };

  await sync();
  await sync();

  expect(sent).toEqual(['/api/talks/t/forms/ask c=a&poll=p&option=1', '/api/talks/t/forms/vote c=b&poll=p&option=1']);
});

test('what the server refuses is over, what did not come through is tried again', async () => {
  await waits('a', 'ask');
  await waits('b', 'vote');
  const statuses = [409, 503];
  network = async () => new Response('{}', { status: statuses.shift() });
  await expect(sync()).rejects.toThrow();
  expect([...stores.get('forms-1')!.keys()].length).toBe(1);

  network = () => Promise.reject(new TypeError('Failed to fetch'));
  await expect(sync()).rejects.toThrow();
  network = async () => new Response('{}');
  await sync();
  expect(stores.get('forms-1')!.size).toBe(0);
});
