// What the pages are without a network. Pages are asked for first and taken from here after three seconds, or, where they
// show what is one's own or has just been done, when the network fails; files whose names tell their content are taken from
// here at once. A replay that was saved plays from here. Live sound, the hub, the studio and the office never come through
// here. What was asked or voted without a network is sent when it is back, also when no page is open.
const pages = 'pages-1';
const assets = 'assets-1';
const saved = 'saved-1'; // lib/saved.ts: replays, each with its page
const forms = 'forms-1'; // lib/waiting-forms.ts: what was asked or voted, and not sent yet
const offline = '/offline';
const isPage = (path) => /^\/(offline|schedule|me|[es]\/[^/]+(\/live)?)?$/.test(path);
const isReplay = (path) => /^\/media\//.test(path);
const isAsset = (path) => /^\/(dist\/assets|texts)\//.test(path);
const isShell = (path) => /^\/(icons?(-more)?\.svg|manifest\.webmanifest)$/.test(path);

addEventListener('install', (event) => event.waitUntil(prepare().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (isAsset(pathname)) event.respondWith(fromHere(event));
  else if (isReplay(pathname)) event.respondWith(fromSaved(request, pathname));
  else if (isShell(pathname) || (request.mode === 'navigate' && isPage(pathname)))
    event.respondWith(fromThere(event, pathname, search));
});

addEventListener('sync', (event) => event.waitUntil(sendForms()));

/** The page for no network, and what it is drawn with. */
async function prepare() {
  const page = await fetch(offline);
  if (!page.ok) return;
  const files = (await page.clone().text()).match(/\/dist\/assets\/[\w.-]+/g) ?? [];
  await (await caches.open(pages)).put(offline, page);
  const kept = await caches.open(assets);
  await Promise.all([...new Set(files)].map(async (file) => (await kept.match(file)) || kept.add(file)));
}

/** A phone without room for a copy gets its answer all the same. */
const findIn = (name, key) => caches.open(name).then((kept) => kept.match(key)).catch(() => undefined);
const find = async (name, key) => (await findIn(name, key)) ?? findIn(saved, key);
const keep = (name, key, answer) =>
  caches.open(name).then((kept) => kept.put(key, answer)).then(tidy).catch(() => {});

async function fromHere(event) {
  const known = await find(assets, event.request);
  if (known) return known;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(keep(assets, event.request, answer.clone()));
  return answer;
}

async function fromThere(event, path, search) {
  const known = await find(pages, path);
  const asked = fetch(event.request).then((answer) => {
    if (answer.ok && !answer.redirected && !search) event.waitUntil(keep(pages, path, answer.clone()));
    if (path === '/') prepare().catch(() => {}); // the schedule as it was last seen
    return answer;
  });
  // An older page would not know what was just sent, and its form bears an id that is spent.
  const mayBeOld = known && !search && !/no-store/.test(known.headers.get('cache-control'));
  const late = mayBeOld && new Promise((done) => setTimeout(done, 3000, known));
  try {
    const answer = await (late ? Promise.race([asked, late]) : asked);
    return answer === known ? dated(known) : answer;
  } catch {
    return known ? dated(known) : ((await find(pages, offline)) ?? Response.error());
  }
}

/** A page from here, with the time when it came, and forms that were not sent yet. */
async function dated(page) {
  if (!/html/.test(page.headers.get('content-type'))) return page;
  const bytes = () => [...crypto.getRandomValues(new Uint8Array(16))];
  const id = () => bytes().map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const text = (await page.text())
    .replace('data-now=', 'data-then=') // it is no clock any more
    .replace('<html', `<html data-seen="${page.headers.get('date') ?? ''}"`)
    .replace(/(name="c" value=")\w+/g, (_, before) => before + id());
  return new Response(text, { status: page.status, headers: page.headers });
}

/** Old versions go, and of the rest what came first. */
async function tidy() {
  for (const name of await caches.keys()) if (![pages, assets, saved, forms].includes(name)) await caches.delete(name);
  for (const [name, most] of [[pages, 30], [assets, 60]]) {
    const kept = await caches.open(name);
    const keys = await kept.keys();
    for (const key of keys.slice(0, Math.max(0, keys.length - most))) await kept.delete(key);
  }
}

/** A replay's file, or the part of it that the player asks for. */
async function fromSaved(request, path) {
  const kept = await findIn(saved, path);
  if (!kept) return fetch(request);
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
  if (!first) return kept;
  const file = await kept.blob();
  const from = Number(first);
  const to = Math.min(last ? Number(last) : file.size, file.size - 1);
  if (from > to) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${file.size}` } });
  return new Response(file.slice(from, to + 1), {
    status: 206,
    headers: {
      'content-type': kept.headers.get('content-type'),
      'content-range': `bytes ${from}-${to}/${file.size}`,
      'content-length': to + 1 - from,
      'accept-ranges': 'bytes',
    },
  });
}

/** Sends what waits, in its order. Each form bears its id: what the page sends as well counts once. */
async function sendForms() {
  const waiting = await caches.open(forms);
  for (const key of (await waiting.keys()).sort((a, b) => (a.url < b.url ? -1 : 1))) {
    const body = await (await waiting.match(key)).text();
    const answer = await fetch(new URL(key.url).searchParams.get('to'), {
      method: 'POST',
      body,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    });
    // The network failed: that throws. The server is busy: so does this. Then the browser comes again later.
    if (answer.status === 429 || answer.status >= 500) throw new Error(answer.statusText);
    await waiting.delete(key);
  }
}
