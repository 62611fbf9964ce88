// Lint for the documents: every relative link leads somewhere, and every ADR is listed.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md',
  ...readdirSync('docs').filter((f) => f.endsWith('.md')).map((f) => `docs/${f}`),
  ...readdirSync('docs/adr').filter((f) => f.endsWith('.md')).map((f) => `docs/adr/${f}`)];
const broken = [];
for (const page of pages) {
  const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '');
  for (const [, target] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g))
    if (!/^[a-z]+:/.test(target) && !existsSync(join(dirname(page), target))) broken.push(`${page}: ${target}`);
}
const index = readFileSync('docs/adr/README.md', 'utf8');
for (const adr of readdirSync('docs/adr'))
  if (adr !== 'README.md' && !index.includes(adr)) broken.push(`docs/adr/README.md does not list ${adr}`);
if (broken.length) {
  console.error(`broken links:\n  ${broken.join('\n  ')}`);
  process.exit(1);
}
