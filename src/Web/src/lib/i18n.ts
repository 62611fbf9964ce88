// The page hands its island the texts as a data block, already in the page's language. The syntax is the part of ICU's
// that the server's MessageFormat.cs reads too: {name} and {n, plural, =0 {none} one {# vote} other {# votes}}.

export type Arguments = Record<string, string | number>;

const plural = /\{(\w+)\s*(?:,\s*plural\s*,((?:\s*(?:=\d+|\w+)\s*\{[^{}]*\})+)\s*)?\}/g;

export function format(text: string, args: Arguments, language: string): string {
  const figures = new Intl.NumberFormat(language);
  return text.replace(plural, (_, name: string, forms: string | undefined) => {
    const value = args[name];
    const shown = typeof value === 'number' ? figures.format(value) : String(value ?? '');
    if (!forms) return shown;

    const byCase = new Map<string, string>();
    for (const form of forms.matchAll(/(=\d+|\w+)\s*\{([^{}]*)\}/g)) byCase.set(form[1]!, form[2]!);
    const chosen =
      byCase.get(`=${value}`) ??
      byCase.get(new Intl.PluralRules(language).select(Number(value))) ??
      byCase.get('other') ??
      '';
    return chosen.replace(/#/g, shown);
  });
}

let texts: Record<string, string> | undefined;

const own = () => JSON.parse(document.getElementById('i18n')?.textContent || '{}') as Record<string, string>;

/** Takes words in that the page did not bring with it. */
export function addTexts(more: Record<string, string>): void {
  texts = { ...own(), ...more };
}

export const language = (): string => document.documentElement.lang || 'en';

export function t(key: string, args: Arguments = {}): string {
  texts ??= own();
  return format(texts[key] ?? key, args, language());
}
