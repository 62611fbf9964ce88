// Fails when a page would cost more than a cheap phone on a slow line can bear. Sizes are Brotli's, in bytes.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';

const root = new URL('../../Server/wwwroot/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('dist/.vite/manifest.json', root), 'utf8'));
const kilobyte = 1024;

const brotli = (file) =>
  brotliCompressSync(readFileSync(new URL(file, root)), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/** An entry's own files and those that it imports at once; what it imports later is not counted. */
function files(entry, seen = new Set()) {
  const chunk = manifest[entry];
  if (!chunk) throw new Error(`${entry} is not in the manifest: build first (npm run build).`);
  seen.add(`dist/${chunk.file}`);
  for (const style of chunk.css ?? []) seen.add(`dist/${style}`);
  for (const next of chunk.imports ?? []) files(next, seen);
  return seen;
}

const all = (...entries) => new Set(entries.flatMap((entry) => [...files(entry)]));
const markup = 4 * kilobyte; // the live page's HTML with its texts and two dozen questions

const beforeSound = all('src/pages/live.css', 'src/islands/play.ts').add('icons.svg');
const budgets = [
  { name: 'live page before the sound', files: beforeSound, plus: markup, limit: 16 * kilobyte, requests: 5 },
  {
    name: 'room, after the sound',
    files: [...all('src/islands/room.tsx').add('icons-more.svg')].filter((file) => !beforeSound.has(file)),
    limit: 28 * kilobyte,
  },
  { name: 'service worker', files: new Set(['sw.js']), limit: 3 * kilobyte },
  { name: 'replay page, scripts', files: all('src/islands/site.ts', 'src/islands/replay.ts'), limit: 3 * kilobyte },
  {
    name: 'saved talks, when they are wanted',
    files: [...all('src/islands/later.ts')].filter((file) => !all('src/islands/site.ts').has(file)),
    limit: 3 * kilobyte,
  },
  { name: 'public pages, styles', files: all('src/pages/site.css'), limit: 6 * kilobyte },
  {
    name: 'studio',
    files: all('src/pages/studio.css', 'src/islands/studio.tsx').add('icons.svg').add('icons-more.svg'),
    limit: 120 * kilobyte,
  },
  {
    name: 'backstage',
    files: all('src/pages/backstage.css', 'src/islands/backstage.tsx').add('icons.svg').add('icons-more.svg'),
    limit: 40 * kilobyte,
  },
];

let failed = false;
for (const { name, files: list, plus = 0, limit, requests } of budgets) {
  const sum = [...list].reduce((total, file) => total + brotli(file), plus);
  const count = [...list].length + (plus ? 1 : 0);
  const over = sum > limit || (requests && count > requests);
  failed ||= over;
  const measured = `${(sum / kilobyte).toFixed(1)} of ${limit / kilobyte} KB, ${count} requests${requests ? ` of ${requests}` : ''}`;
  console.log(`${over ? 'OVER' : 'ok  '}  ${name}: ${measured}`);
}
process.exitCode = failed ? 1 : 0;
