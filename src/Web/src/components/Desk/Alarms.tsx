import { useEffect, useRef, useState } from 'preact/hooks';
import { ringing, standingAlarms } from '../../lib/alarms';
import { language, t } from '../../lib/i18n';
import type { LinkState } from '../../lib/line';
import { may } from '../../lib/may';
import type { AlarmView, GuardView } from '../../lib/mix';
import type { RoomView } from '../../lib/protocol';
import { clock } from '../../lib/time';
import { Bell } from '../../lib/tone';
import { Icon } from '../Icon/Icon';
import { Guard } from './Guard';

interface Props {
  room: RoomView;
  state: LinkState;
  /** Seconds of silence on air reached what the desk must know. */
  silent: boolean;
  guard: GuardView | null;
  alarms: AlarmView[];
  slug: string;
  zone: string;
  onBackup?: () => void;
  onPurpose: () => void;
}

/** So many beside the guard's; the rest is a number. */
const shown = 3;

/** What the whole desk must know at once: the room stands still, the line is gone, nothing is heard, it is over. */
export function Alarms({ room, state, silent, guard, alarms, slug, zone, onBackup, onPurpose }: Props) {
  const lost = state !== 'live';
  const standing = lost ? [] : standingAlarms(alarms);
  const rings = lost ? [] : ringing(guard, alarms, silent);
  const [sounds, hush] = useBell(rings);
  const silence = sounds && (
    <button class="b" type="button" onClick={hush}>
      <Icon name="vol" />
      {t('studio.alarm.hush')}
    </button>
  );
  const guarded = rings.includes('guard');
  return (
    <>
      {room.frozen && (
        <div class="desk-alarm desk-over" role="status">
          <Icon name="pause" />
          <p>{t('studio.frozen')}</p>
        </div>
      )}
      {lost && (
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
      {!lost && (
        <Guard guard={guard} silent={silent} onBackup={onBackup} onPurpose={onPurpose}>
          {silence}
        </Guard>
      )}
      {standing.length > 0 && (
        <div class="desk-alarm desk-faults" role="alert" data-fault={standing[0]!.level === 'fault'}>
          <Icon name="warn" />
          <ul>
            {standing.slice(0, shown).map((alarm) => (
              <li key={`${alarm.code} ${alarm.subject}`}>
                {alarm.subject && <b>{alarm.subject}: </b>}
                {t(`alarm.${alarm.code}`)}
                {alarm.reason && ` (${alarm.reason})`}
                <span class="num">
                  {' '}
                  {t('studio.alarm.since', { time: clock(new Date(alarm.since), language(), zone) })}
                </span>
              </li>
            ))}
            {standing.length > shown && <li class="num">{t('studio.alarm.more', { n: standing.length - shown })}</li>}
          </ul>
          {!guarded && silence}
        </div>
      )}
      {room.phase === 'ended' && (
        <div class="desk-alarm desk-over" role="status">
          <Icon name="check" />
          <p>
            {t('studio.over')} <a href={`/e/${slug}`}>{t('room.to-replay')}</a>
            {may('producer') && (
              <>
                {' '}
                <a href={`/api/talks/${room.talkId}/as-run.csv`} download>
                  {t('studio.as-run')}
                </a>
              </>
            )}
          </p>
        </div>
      )}
    </>
  );
}

/** Rings as long as something stands that nobody silenced. */
function useBell(rings: string[]): [boolean, () => void] {
  const bell = useRef<Bell | null>(null);
  const [silenced, setSilenced] = useState<string[]>([]);
  const sounds = rings.some((name) => !silenced.includes(name));
  const stood = rings.join('\n');
  useEffect(() => {
    // What has gone may come again, and then it rings again.
    setSilenced((known) => known.filter((name) => stood.split('\n').includes(name)));
  }, [stood]);
  useEffect(() => {
    if (!sounds) return bell.current?.hush();
    bell.current ??= new Bell();
    bell.current.ring();
    return () => bell.current?.hush();
  }, [sounds]);
  return [sounds, () => setSilenced(rings)];
}
