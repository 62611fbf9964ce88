// What the pages are without a network. Pages are asked for first and taken from here after three seconds; files whose
// names tell their content are taken from here at once. Sound, the hub, the studio and the office never come through here.
const pages = 'pages-1';
const assets = 'assets-1';
const offline = '/offline';
const isPage = (path) => path === '/' || path === offline || /^\/(schedule|(e|s)\/[^/]+(\/live)?)$/.test(path);
const isAsset = (path) => /^\/(dist\/assets|texts)\//.test(path);
const isShell = (path) => /^\/(icons?(-more)?\.svg|manifest\.webmanifest)$/.test(path);

addEventListener('install', (event) => event.waitUntil(prepare().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil(tidy().then(() => clients.claim())));
addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (isAsset(pathname)) event.respondWith(fromHere(request));
  else if (isShell(pathname)) event.respondWith(fromThere(request, pathname));
  else if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(fromThere(request, pathname));
});

/** The page for no network, and what it is drawn with. */
async function prepare() {
  const page = await fetch(offline);
  if (!page.ok) return;
  const files = (await page.clone().text()).match(/\/dist\/assets\/[\w.-]+/g) ?? [];
  await (await caches.open(pages)).put(offline, page);
  const kept = await caches.open(assets);
  await Promise.all([...new Set(files)].map(async (file) => (await kept.match(file)) || kept.add(file)));
}

async function fromHere(request) {
  const kept = await caches.open(assets);
  const known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}

async function fromThere(request, path) {
  const kept = await caches.open(pages);
  const known = await kept.match(path);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && !answer.redirected) await kept.put(path, answer.clone());
    if (path === '/') prepare().catch(() => {}); // the schedule as it was last seen
    return answer;
  });
  const late = known && new Promise((done) => setTimeout(done, 3000, known));
  try {
    return await (late ? Promise.race([asked, late]) : asked);
  } catch {
    return known ?? (await kept.match(offline)) ?? Response.error();
  }
}

/** Old versions go, and of the rest what came first. */
async function tidy() {
  for (const name of await caches.keys()) if (name !== pages && name !== assets) await caches.delete(name);
  for (const [name, most] of [[pages, 30], [assets, 60]]) {
    const kept = await caches.open(name);
    const keys = await kept.keys();
    for (const key of keys.slice(0, Math.max(0, keys.length - most))) await kept.delete(key);
  }
}
