// Lint for the documents: every relative link leads somewhere, every ADR is listed, and the glossary says each word once.
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
const words = [...readFileSync('docs/glossary.md', 'utf8').matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell]) => cell.split(', '));
for (const [at, word] of words.entries()) {
  const [plain] = word.split(' (');
  if (words.indexOf(word) < at) broken.push(`docs/glossary.md defines "${word}" twice`);
  else if (word !== plain && words.includes(plain)) broken.push(`docs/glossary.md has "${word}" and a bare "${plain}"`);
}
if (broken.length) {
  console.error(`broken documents:\n  ${broken.join('\n  ')}`);
  process.exit(1);
}
