import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { TalkLink } from '../../lib/talk-link';
import { Icon } from '../Icon/Icon';

/** Says that the line is down, three seconds after it went: most losses are over by then. Never in the way. */
export function Banner({ link }: { link: TalkLink }) {
  const [state, unsent] = [link.state.value, link.unsent.value];
  const [late, setLate] = useState(false);
  const down = state === 'reconnecting' || state === 'offline';
  useEffect(() => {
    setLate(false);
    if (!down) return;
    const timer = setTimeout(() => setLate(true), 3000);
    return () => clearTimeout(timer);
  }, [down]);
  return (
    <div class="banner-slot" role="status">
      {down && late && (
        <div class="banner">
          <Icon name="warn" />
          <p>
            {t(`room.banner.${state}`)} {unsent > 0 && t('room.banner.unsent', { n: unsent })}
          </p>
        </div>
      )}
    </div>
  );
}
