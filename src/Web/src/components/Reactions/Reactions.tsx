import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { type Reactions as Counts, reactionKinds } from '../../lib/people';
import type { TalkLink } from '../../lib/talk-link';
import { Icon } from '../Icon/Icon';

const seconds = 2;

/** What people feel, without a word: a tap sends it, and what others felt stands beside it for a moment. */
export function Reactions({ link }: { link: TalkLink }) {
  const [counts, setCounts] = useState<Partial<Counts>>({});
  useEffect(() => {
    let timer = 0;
    link.on('reactions', (told: Counts) => {
      setCounts(told);
      clearTimeout(timer);
      timer = window.setTimeout(setCounts, seconds * 1000, {});
    });
  }, [link]);
  return (
    <fieldset class="react" aria-label={t('room.react')}>
      {reactionKinds.map((kind) => (
        <button type="button" key={kind} onClick={() => link.ask('React', kind).catch(() => {})}>
          <Icon name={kind} />
          {counts[kind] ? <b class="num">+{counts[kind]}</b> : t(`room.react.${kind}`)}
        </button>
      ))}
    </fieldset>
  );
}
