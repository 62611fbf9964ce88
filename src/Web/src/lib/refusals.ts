import { Refusal } from './command-queue';
import { t } from './i18n';

/** A refusal in the page's language: by its code where there is a text for it, else as the server said it. */
export function explain(error: unknown): string {
  if (!(error instanceof Refusal)) return t('refusal.internal');
  const key = `refusal.${error.code}`;
  const text = t(key);
  return text === key ? error.message || t('refusal.internal') : text;
}
