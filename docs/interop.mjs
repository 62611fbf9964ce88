// Writes docs/interop.md, the matrix of peers, from the results of Interop.Tests: node docs/interop.mjs RESULTS.trx
// Each test of a cell prints a line "interop: {peer, version, codec, direction, transport, shown}"; those that passed make the
// page. The same results give the same page.
import { readFileSync, writeFileSync } from 'node:fs';

const page = 'docs/interop.md';
const trx = readFileSync(process.argv[2], 'utf8');
const text = (xml) =>
  xml.replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');

const cells = [];
const versions = new Map();
for (const [, attributes, body] of trx.matchAll(/<UnitTestResult\b([^>]*?)(?:\/>|>([\s\S]*?)<\/UnitTestResult>)/g)) {
  const attribute = (name) => text(attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? '');
  const [, cls, method] = attribute('testName').match(/(\w+)\.(\w+)(?:\(|$)/) ?? [];
  for (const [, line] of (body ?? '').matchAll(/interop: (\{.*?\})\s*(?:$|<)/gm)) {
    const { version, ...cell } = JSON.parse(text(line));
    if (version) versions.set(cell.peer, version);
    if (attribute('outcome') === 'Passed') cells.push({ ...cell, test: `${cls}.${method}` });
  }
}
if (!cells.length) process.exit(0);

const rows = new Map();
for (const { test, ...cell } of cells) {
  const key = [cell.peer, cell.codec, cell.transport, cell.direction, cell.shown].join('\u0000');
  if (!rows.has(key)) rows.set(key, { ...cell, tests: new Set() });
  rows.get(key).tests.add(test);
}
const sorted = (list) => [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
const table = (head, lines) => [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
const written = `# Who we have talked with

Every cell is a test that passed against the real peer. Where it shows sound, that was measured by frequency and level at
the end where it arrives; where it shows signalling, messages alone were judged, by the book of SIP and against it.
Directions are the peer's: it publishes, listens or does both by WHIP and WHEP; it calls in, or is called.
\`./talks test Interop.Tests\` runs the tests and writes this page.

${table(['peer', 'version'], sorted(versions.keys()).map((peer) => [peer, versions.get(peer)]))}

${table(['peer', 'codec', 'transport', 'direction', 'shown', 'by'], sorted(rows.keys()).map((key) => {
  const { peer, codec, transport, direction, shown, tests } = rows.get(key);
  return [peer, codec, transport, direction, shown, sorted(tests).join('<br>')];
}))}
`;
let before = '';
try {
  before = readFileSync(page, 'utf8');
} catch {
  // the first time
}
if (before !== written) {
  writeFileSync(page, written);
  console.error(`${page} is new: look at what changed`);
}
