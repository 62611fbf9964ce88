import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const server = fileURLToPath(new URL('../../Server/', import.meta.url));
const source = fileURLToPath(new URL('../src/', import.meta.url));

type Texts = Record<string, string>;
const read = (language: string): Texts =>
  JSON.parse(readFileSync(join(server, 'Locales', `${language}.json`), 'utf8')) as Texts;
const keys = (texts: Texts) =>
  Object.keys(texts)
    .filter((key) => !key.startsWith('_'))
    .sort();
const placeholders = (text: string) =>
  [
    ...new Set(
      [...text.replace(/(=\d+|one|other) \{[^{}]*\}/g, '').matchAll(/\{(\w+)\s*[,}]/g)].map((found) => found[1]),
    ),
  ].sort();

const english = read('en');
const languages = readdirSync(join(server, 'Locales'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -5));

function files(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? files(join(folder, entry.name), ending)
      : ending.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );
}

/** Every text literal that a page or an island could use as a key: one with dots, or a template's fixed beginning. */
function usedIn(code: string): { whole: string[]; beginnings: string[] } {
  const whole = [...code.matchAll(/["'`]([a-z]+(?:\.[a-z0-9][\w-]*)+)["'`]/g)].map((found) => found[1]!);
  const beginnings = [...code.matchAll(/[`"]([a-z]+\.(?:[\w-]+\.)*[\w-]*)(?:\$\{|\{)/gi)].map((found) => found[1]!);
  return { whole, beginnings };
}

const code = [...files(join(server, 'Pages'), /\.(cshtml|cs)$/), ...files(source, /\.tsx?$/)]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');
const used = usedIn(code);
const sections = new Set(keys(english).map((key) => key.split('.')[0]!));

test('every key that a page or an island says has an English text', () => {
  const spoken = used.whole.filter((key) => sections.has(key.split('.')[0]!) && /(?:T\[|t\()/.test(code));
  const missing = [...new Set(spoken)].filter(
    (key) =>
      !(key in english) &&
      !keys(english).some((known) => known.startsWith(`${key}.`)) &&
      !/\.(svg|css|tsx?|json|js|xml)$/.test(key),
  );
  expect(missing).toEqual([]);
});

test('every text is used by a page or an island', () => {
  const unused = keys(english).filter(
    (key) => !used.whole.includes(key) && !used.beginnings.some((start) => key.startsWith(start)),
  );
  expect(unused).toEqual([]);
});

test.each(languages)('%s has the same keys as English, and the same placeholders', (language) => {
  const texts = read(language);
  expect(keys(texts)).toEqual(keys(english));
  const different = keys(texts).filter(
    (key) => placeholders(texts[key]!).join() !== placeholders(english[key]!).join(),
  );
  expect(different).toEqual([]);
});

test.each(languages)('%s has no plural that could print a wrong number', (language) => {
  const wrong = Object.entries(read(language)).filter(([, text]) => /\b(one|other) \{[^{}#]*\}/.test(text));
  expect(wrong).toEqual([]);
});

// CLDR's categories: fil has "one" for 1, 2, 3, 5, 7, 8, 10 and so on, the other four of the region have no "one" at all.
const forms: Record<string, string> = {
  en: 'one,other',
  fil: 'one,other',
  km: 'other',
  lo: 'other',
  ms: 'other',
  th: 'other',
};

test.each(languages)('%s has the plural forms that its grammar has', (language) => {
  const wrong = Object.entries(read(language)).filter(([, text]) =>
    [...text.matchAll(/plural,((?:[^{}]|\{[^{}]*\})*)\}/g)].some(
      ([, cases]) => [...cases!.matchAll(/\b(one|other) \{/g)].map((found) => found[1]).join() !== forms[language],
    ),
  );
  expect(wrong).toEqual([]);
});

// Not a matter of taste: a text in the wrong letters was pasted from a neighbour.
const letters: Record<string, RegExp> = {
  lo: /[\u0e80-\u0eff]/,
  th: /[\u0e00-\u0e7f]/,
  km: /[\u1780-\u17ff]/,
};

test.each(languages)('%s is written in its own letters', (language) => {
  const foreign = Object.entries(read(language)).filter(([key, text]) =>
    Object.entries(letters).some(([other, script]) => other !== language && !key.startsWith('_') && script.test(text)),
  );
  expect(foreign).toEqual([]);
});

test('every code of the protocol has a text, so that nobody reads a refusal in a language that is not hers', () => {
  const protocol = readFileSync(join(server, '../../docs/protocol.md'), 'utf8');
  const rows = [...protocol.slice(protocol.indexOf('## All codes')).matchAll(/^\| (`[^|]+) \| [1-5a]/gm)];
  const codes = rows.flatMap(([, cell]) => [...cell!.matchAll(/`([a-z]+\.[a-z-]+)`/g)].map((found) => found[1]!));
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter((code) => !(`refusal.${code}` in english))).toEqual([]);
});

test('a form that only the script can send cannot be sent before it: what was typed would be lost', () => {
  const forms = files(join(server, 'Pages'), /\.cshtml$/).flatMap(
    (file) => readFileSync(file, 'utf8').match(/<form\b[^>]*data-api=[\s\S]*?<\/form>/g) ?? [],
  );
  expect(forms.length).toBeGreaterThan(5);
  expect(forms.filter((form) => !/<button[^>]*type="submit"[^>]*disabled/.test(form))).toEqual([]);
});
