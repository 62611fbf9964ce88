import { t } from '../../lib/i18n';
import type { LinkState } from '../../lib/line';
import type { RoomView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';
import { silenceAlarm } from '../Master/Master';

interface Props {
  room: RoomView;
  state: LinkState;
  /** Seconds of silence on air. */
  silent: number;
  slug: string;
}

/** What the whole desk must know at once: the room stands still, the line is gone, nothing is heard, it is over. */
export function Alarms({ room, state, silent, slug }: Props) {
  return (
    <>
      {room.frozen && (
        <div class="desk-alarm desk-over" role="status">
          <Icon name="pause" />
          <p>{t('studio.frozen')}</p>
        </div>
      )}
      {state !== 'live' && (
        <div class="desk-alarm desk-lost" role="alert">
          <Icon name="warn" />
          {state === 'denied' ? (
            <p>
              {t('studio.denied')} <a href={location.pathname}>{t('studio.again')}</a>
            </p>
          ) : (
            <p>{t(room.phase === 'live' ? 'studio.lost-live' : 'studio.lost')}</p>
          )}
        </div>
      )}
      {state === 'live' && silent >= silenceAlarm && (
        <div class="desk-alarm" role="alert">
          <Icon name="warn" />
          <p>
            <b>{t('studio.alarm-silence')}</b> {t('studio.alarm-check')}
          </p>
        </div>
      )}
      {room.phase === 'ended' && (
        <div class="desk-alarm desk-over" role="status">
          <Icon name="check" />
          <p>
            {t('studio.over')} <a href={`/e/${slug}`}>{t('room.to-replay')}</a>
          </p>
        </div>
      )}
    </>
  );
}
