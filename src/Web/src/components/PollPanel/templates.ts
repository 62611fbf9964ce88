import { call } from '../../lib/api';
import { t } from '../../lib/i18n';
import type { PollRules, PollView } from '../../lib/protocol';

/** A poll to begin with. */
export interface Template {
  /** Those that come with the house have none. */
  id?: string;
  text: string;
  options: string[];
  rules: PollRules;
}

const rules = (kind: PollRules['kind'], more: Partial<PollRules> = {}): PollRules => ({
  kind,
  hidden: false,
  mayChange: true,
  ...more,
});

/** What comes with the house, in the desk's language. */
export const builtIn = (): Template[] => [
  { text: '', options: [t('studio.poll.t.yes'), t('studio.poll.t.no')], rules: rules('single') },
  {
    text: t('studio.poll.t.clear'),
    options: [t('studio.poll.t.least'), '2', '3', '4', t('studio.poll.t.best')],
    rules: rules('rating'),
  },
  { text: t('studio.poll.t.from'), options: [], rules: rules('text') },
];

export const blank = (): Template => ({ text: '', options: [], rules: rules('single') });

export const nameOf = (template: Template): string => template.text || template.options.join(' / ');

const address = '/api/poll-templates';
export const load = (): Promise<Template[]> => call<Template[]>('GET', address);
export const keep = ({ text, options, rules }: Pick<PollView, 'text' | 'options' | 'rules'>): Promise<Template> =>
  call<Template>('POST', address, { text, options, rules });
export const forget = (id: string): Promise<void> => call('DELETE', `${address}/${id}`);
