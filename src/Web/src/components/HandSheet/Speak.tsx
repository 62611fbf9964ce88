import { useState } from 'preact/hooks';
import type { Hand } from '../../lib/hand';
import { t } from '../../lib/i18n';
import { lazy } from '../../lib/lazy';
import { Icon } from '../Icon/Icon';
import type { RoomProps } from '../Room/room-props';

const HandSheet = lazy(() => import('./HandSheet'));

/** The door to speaking: what lies behind it is loaded when somebody knocks, or stands in line already. */
export function Speak({ link, room, hand, episode }: RoomProps & { hand: Hand }) {
  const [asked, setAsked] = useState(0);
  return (
    <>
      {(asked > 0 || hand.view.value) && <HandSheet link={link} hand={hand} asked={asked} phone={episode.phone} />}
      {!hand.view.value && !room.frozen && (
        <button class="ask-call" type="button" aria-haspopup="dialog" onClick={() => setAsked(asked + 1)}>
          <Icon name="hand" />
          {t('room.speak')}
        </button>
      )}
    </>
  );
}
