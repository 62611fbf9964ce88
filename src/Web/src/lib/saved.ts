// Replays kept on this device for times without a network. The service worker (wwwroot/sw.js) plays them; the cache is
// the one list of them: each file bears what it is in a header.

const cache = 'saved-1';
const about = 'x-saved';

/** A replay on this device. */
export interface Saved {
  title: string;
  /** Path of its page. */
  page: string;
  /** Path of its file. */
  file: string;
  bytes: number;
}

/** This browser can keep replays and play them. */
export const canSave = (): boolean => 'caches' in window && 'serviceWorker' in navigator;

export async function allSaved(): Promise<Saved[]> {
  const kept = await caches.open(cache);
  const found = await Promise.all((await kept.keys()).map(async (key) => (await kept.match(key))?.headers.get(about)));
  return found.flatMap((told) => (told ? (JSON.parse(decodeURIComponent(told)) as Saved) : []));
}

/**
 * Fetches the file and keeps it with its page and what that is drawn with.
 * @param tell Hears how much of the file is here, from 0 to 1.
 * @throws When the network fails or the device is full; then nothing is kept.
 */
export async function save(replay: Omit<Saved, 'bytes'>, tell: (part: number) => void): Promise<void> {
  const answer = await fetch(replay.file);
  const length = Number(answer.headers.get('content-length'));
  if (!answer.ok || !answer.body) throw new Error(answer.statusText);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = answer.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    parts.push(read.value);
    bytes += read.value.length;
    if (length) tell(Math.min(1, bytes / length));
  }
  if (length && bytes !== length) throw new Error('cut');
  const kept = await caches.open(cache);
  const drawn = [...document.querySelectorAll<HTMLElement>('script[src], link[href^="/dist/"], use')]
    .map((one) => one.getAttribute('src') ?? one.getAttribute('href')!.replace(/#.*/, ''))
    .filter((path) => path.startsWith('/'));
  drawn.push(document.documentElement.dataset.later!);
  await kept.addAll([replay.page, ...new Set(drawn)]);
  const type = answer.headers.get('content-type') ?? 'audio/ogg';
  const told = encodeURIComponent(JSON.stringify({ ...replay, bytes }));
  await kept.put(
    replay.file,
    new Response(new Blob(parts, { type }), { headers: { 'content-type': type, [about]: told } }),
  );
  await navigator.storage?.persist?.(); // the browser may then not take it away by itself
}

export async function unsave({ file, page }: Saved): Promise<void> {
  const kept = await caches.open(cache);
  await kept.delete(file);
  await kept.delete(page);
  if (!(await allSaved()).length) await caches.delete(cache); // and what the pages were drawn with
}

/** Bytes that saved talks take, and that are free; null where the browser does not say. */
export async function space(all: Saved[]): Promise<{ used: number; free: number } | null> {
  const told = await navigator.storage?.estimate?.();
  if (!told?.quota) return null;
  return { used: all.reduce((sum, { bytes }) => sum + bytes, 0), free: told.quota - (told.usage ?? 0) };
}
