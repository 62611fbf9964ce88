import { afterEach, expect, test, vi } from 'vitest';
import { languageName } from '../src/components/Moderation/languages';

afterEach(() => vi.unstubAllGlobals());

const page = (lang: string) => vi.stubGlobal('document', { documentElement: { lang } });

test('a language is called by its name in the language of the page', () => {
  page('en');
  expect(languageName('lo')).toBe('Lao');
});

test('a language without a name in the language of the page is called as it calls itself, never by its code', () => {
  page('lo');
  vi.stubGlobal('Intl', {
    ...Intl,
    DisplayNames: class {
      of = () => undefined; // a browser that knows no names at all
    },
  });
  expect(['lo', 'th', 'km'].map(languageName)).toEqual(['ລາວ', 'ไทย', 'ខ្មែរ']);
});
