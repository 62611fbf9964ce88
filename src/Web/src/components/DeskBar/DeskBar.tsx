import type { ComponentChildren } from 'preact';
import { language, t } from '../../lib/i18n';
import { may } from '../../lib/may';
import { standing } from '../../lib/plan';
import type { RoomView } from '../../lib/protocol';
import { clock, span } from '../../lib/time';
import { useNow } from '../../lib/use-now';
import type { Monitor } from '../../lib/whep';
import { HoldButton } from '../HoldButton/HoldButton';
import { Icon } from '../Icon/Icon';

/** What the studio's page knows of its episode. */
export interface DeskEpisode {
  talkId: string;
  slug: string;
  series: string;
  seriesId: string;
  /** BCP 47 of the series. */
  language: string;
  zone: string;
  city: string;
  startsAt: string;
  endsAt: string;
}

interface Props {
  room: RoomView;
  episode: DeskEpisode;
  people: number;
  connected: boolean;
  monitor: Monitor;
  onGoLive: () => void;
  onEnd: () => void;
  onFreeze: () => void;
  /** What stands first among the buttons. */
  children?: ComponentChildren;
}

/** On air or not, since when, how long still; the two great buttons. */
export function DeskBar({ room, episode, people, connected, monitor, onGoLive, onEnd, onFreeze, children }: Props) {
  const now = useNow();
  const live = room.phase === 'live';
  const since = room.liveAt ? (now - Date.parse(room.liveAt)) / 1000 : 0;
  const untilStart = (Date.parse(episode.startsAt) - now) / 1000;
  const untilEnd = (Date.parse(episode.endsAt) - now) / 1000;
  const { late } = standing(room, now);
  const tally = live ? 'studio.on-air' : room.phase === 'ended' ? 'studio.ended' : 'studio.off-air';

  return (
    <header class="bar">
      <div class="tally" data-live={live}>
        <span class="tally-s" role="status">
          {t(tally)}
        </span>
        <span class="tally-t num" role="timer">
          {live ? span(since) : room.phase === 'ended' ? '–' : untilStart > day ? '' : signed(untilStart)}
        </span>
      </div>
      <div class="ep">
        <h1>{room.title}</h1>
        <p class="num">
          {episode.series} · {t('room.people', { n: people })}
        </p>
      </div>
      <dl class="clocks num">
        <div class="clock-now">
          <dt>{episode.city}</dt>
          <dd>
            {clock(new Date(now), language(), episode.zone)}
            <small>:{String(Math.floor(now / 1000) % 60).padStart(2, '0')}</small>
          </dd>
        </div>
        {live ? (
          <div class={untilEnd < 0 ? 'over' : ''}>
            <dt>{t(untilEnd < 0 ? 'studio.over-by' : 'studio.off-air-in')}</dt>
            <dd>{span(Math.abs(untilEnd))}</dd>
          </div>
        ) : (
          <div>
            <dt>{t('studio.planned-start')}</dt>
            <dd>
              {untilStart > day && <small>{date(episode)} </small>}
              {clock(new Date(episode.startsAt), language(), episode.zone)}
            </dd>
          </div>
        )}
        {late === undefined ? (
          <div class="clock-plan">
            <dt>{t('studio.planned-end')}</dt>
            <dd>{clock(new Date(episode.endsAt), language(), episode.zone)}</dd>
          </div>
        ) : (
          <div class={late > 0 ? 'clock-plan over' : 'clock-plan'}>
            <dt>{t('studio.against-plan')}</dt>
            <dd>
              {late < 0 ? '−' : '+'}
              {span(Math.abs(late))}
            </dd>
          </div>
        )}
      </dl>
      <div class="bar-b">
        {children}
        <button
          class="b b-quiet"
          type="button"
          aria-pressed={monitor.on.value}
          aria-label={t('studio.monitor')}
          onClick={() => void monitor.toggle()}
        >
          <Icon name="headset" />
          <span>
            {t(
              !monitor.on.value
                ? 'studio.monitor'
                : monitor.connected.value
                  ? 'studio.monitor-on'
                  : 'studio.monitor-waits',
            )}
          </span>
        </button>
        {may('producer') && room.phase !== 'ended' && (
          <button
            class="b b-quiet"
            type="button"
            aria-pressed={room.frozen}
            aria-label={t('studio.freeze')}
            disabled={!connected}
            onClick={onFreeze}
          >
            <Icon name="pause" />
            <span>{t(room.frozen ? 'studio.thaw' : 'studio.freeze')}</span>
          </button>
        )}
        {may('producer') && room.phase === 'greenRoom' && (
          <HoldButton
            label={t('studio.go-live')}
            seconds={1}
            question={t('studio.go-live-sure')}
            go
            disabled={!connected}
            onHeld={onGoLive}
          />
        )}
        {may('producer') && live && (
          <HoldButton
            label={t('studio.end')}
            seconds={2}
            question={t('studio.end-sure')}
            disabled={!connected}
            onHeld={onEnd}
          />
        )}
      </div>
    </header>
  );
}

/** What is further off is told by its date, not counted in seconds. */
const day = 24 * 3600;

const date = ({ startsAt, zone }: DeskEpisode) =>
  new Intl.DateTimeFormat(language(), { weekday: 'short', day: 'numeric', month: 'short', timeZone: zone }).format(
    Date.parse(startsAt),
  );

const signed = (seconds: number) => (seconds < 0 ? `+${span(-seconds)}` : span(seconds));
