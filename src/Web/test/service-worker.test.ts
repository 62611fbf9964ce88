import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const script = readFileSync(new URL('../../Server/wwwroot/sw.js', import.meta.url), 'utf8');
const site = 'https://talks.example';

interface Event {
  request: { url: string; method: string; mode: string };
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

let isFull = false;
const stores = new Map<string, Map<string, Response>>();
const keyOf = (key: string | { url: string }) => new URL(typeof key === 'string' ? key : key.url, site).pathname;
const caches = {
  keys: async () => [...stores.keys()],
  open: async (name: string) => {
    const store = stores.get(name) ?? new Map<string, Response>();
    stores.set(name, store);
    return {
      match: async (key: string) => store.get(keyOf(key))?.clone(),
      keys: async () => [...store.keys()],
      delete: async (key: string) => store.delete(key),
      put: async (key: string, answer: Response) => {
        if (isFull) throw new DOMException('', 'QuotaExceededError');
        store.set(keyOf(key), answer);
      },
    };
  },
};

let network: () => Promise<Response>;
let works: Promise<unknown>[] = [];

/** Opens a page through the worker. */
async function open(address: string): Promise<string> {
  const handlers = new Map<string, (event: Event) => void>();
  new Function('addEventListener', 'caches', 'fetch', 'location', script)(
    (name: string, handle: (event: Event) => void) => handlers.set(name, handle),
    caches,
    () => network(),
    { origin: site },
  );
  let answer: Promise<Response> | undefined;
  handlers.get('fetch')!({
    request: { url: site + address, method: 'GET', mode: 'navigate' },
    waitUntil: (work) => works.push(work),
    respondWith: (given) => {
      answer = given;
    },
  });
  await vi.advanceTimersByTimeAsync(3500);
  const text = await (await answer!).text();
  await Promise.all(works);
  return text;
}

const page = (text: string, control = 'no-cache') =>
  new Response(`<html><input type="hidden" name="c" value="0a0a">${text}`, {
    headers: { 'content-type': 'text/html', 'cache-control': control, date: 'Sun, 22 Nov 2026 07:00:00 GMT' },
  });
const comes = (text: string, control?: string) => async () => page(text, control);
const slow = (text: string) => () => new Promise<Response>((done) => setTimeout(done, 3400, page(text)));
const fails = () => Promise.reject(new TypeError('Failed to fetch'));

beforeEach(() => {
  vi.useFakeTimers();
  stores.clear();
  works = [];
  isFull = false;
});
afterEach(() => vi.useRealTimers());

test('a page is taken from here when the network is slow, and says from when it is', async () => {
  network = comes('first');
  await open('/e/a');
  network = slow('second');
  const old = await open('/e/a');
  expect(old).toContain('first');
  expect(old).toContain('data-seen="Sun, 22 Nov 2026 07:00:00 GMT"');
});

test('the answer to a form is waited for, and kept for nobody', async () => {
  network = comes('before');
  await open('/e/a');
  network = slow('accepted');
  expect(await open('/e/a?done=ask')).toContain('accepted');
  network = fails;
  expect(await open('/e/a')).toContain('before');
});

test('a live page comes from here only when the network fails, with forms that can be sent', async () => {
  network = comes('first', 'no-store');
  await open('/e/a/live');
  network = slow('second');
  expect(await open('/e/a/live')).toContain('second');
  network = fails;
  const old = await open('/e/a/live');
  expect(old).not.toContain('0a0a');
  expect(old).toMatch(/name="c" value="[0-9a-f]{32}"/);
});

test('a phone without room for a copy shows the page all the same', async () => {
  isFull = true;
  network = comes('here');
  expect(await open('/e/a')).toContain('here');
});
