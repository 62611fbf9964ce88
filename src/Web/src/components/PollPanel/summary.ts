import { language, t } from '../../lib/i18n';
import { average, shares } from '../../lib/polls';
import type { PollView } from '../../lib/protocol';

/** Options that are read out; more nobody keeps in mind. */
const most = 5;

/** A poll's result as the host may say it: "38 % Yes, 33 % Not yet; of 203 votes." */
export function summary(poll: PollView): string {
  const tally = poll.tally ?? [];
  const n = poll.voters;
  const { kind, right } = poll.rules;
  if (n === 0) return t('studio.poll.said-none');
  if (kind === 'rating')
    return t('studio.poll.said-rating', { average: Math.round(10 * average(tally)) / 10, most: tally.length, n });

  const percent = shares(poll);
  if (kind === 'quiz' && right != null)
    return t('studio.poll.said-quiz', { share: percent[right] ?? 0, option: poll.options[right] ?? '', n });

  const leading = poll.options
    .map((option, index) => ({ option, share: percent[index] ?? 0, votes: tally[index] ?? 0 }))
    .sort((a, b) => b.votes - a.votes)
    .slice(0, most);
  if (leading.length === 0) return t('studio.poll.said-unread', { n });
  const list = new Intl.ListFormat(language(), { type: kind === 'ranking' ? 'unit' : 'conjunction' }).format(
    leading.map(({ option, share }) => (kind === 'ranking' ? option : t('studio.poll.share', { share, option }))),
  );
  return t(kind === 'ranking' ? 'studio.poll.said-ranking' : 'studio.poll.said', { list, n });
}
