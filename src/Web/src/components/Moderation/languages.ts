/** What those of our languages call themselves that not every browser has names in. */
const own: Record<string, string> = { lo: 'ລາວ', th: 'ไทย', km: 'ខ្មែរ', fil: 'Filipino' };

/** What people of the region speak, as a form offers it. */
export const languages = ['lo', 'th', 'km', 'ms', 'fil', 'en'] as const;

/** A language by its name in the desk's own, or else in the language itself. */
export function languageName(tag: string): string {
  return nameIn(document.documentElement.lang || 'en', tag) ?? own[tag] ?? nameIn(tag, tag) ?? tag;
}

function nameIn(language: string, tag: string): string | undefined {
  try {
    return new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(tag);
  } catch {
    return undefined;
  }
}

/** How much two texts have in common, from 0 to 1: by pairs of letters, for Lao and Thai have no spaces between words. */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairs(one), pairs(other)];
  const common = [...a].filter((pair) => b.has(pair)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

function pairs(text: string): Set<string> {
  const letters = [...text.toLowerCase().replace(/[\s\p{P}]/gu, '')];
  return new Set(letters.slice(1).map((letter, i) => letters[i]! + letter));
}
