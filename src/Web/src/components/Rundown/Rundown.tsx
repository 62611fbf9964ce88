import { language, t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import { plannedAt, standing } from '../../lib/plan';
import type { CueView, RoomView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { clock, span } from '../../lib/time';
import { useNow } from '../../lib/use-now';
import { Share } from '../Ballot/Share';
import { Key } from '../Keys/Keys';
import { CuePolls } from './CuePolls';

interface Props {
  room: RoomView;
  slug: string;
  zone: string;
  enabled: boolean;
  send: Send;
}

/** From so many seconds on the hour at which a part will really begin is told, too. */
const noteworthy = 30;

/** The rundown: what was planned, what runs and for how long still, and when the rest will begin as things stand. */
export function Rundown({ room, slug, zone, enabled, send }: Props) {
  const cues = room.plan?.cues ?? [];
  const time = useNow();
  const { place, left, passed, late = 0 } = standing(room, time);
  const live = room.phase === 'live';
  const shown = (at: number) => clock(new Date(at), language(), zone);

  return (
    <section class="prod run" aria-labelledby="h-run">
      <h2 id="h-run">
        {t('studio.rundown')}{' '}
        {place >= 0 && <span class="p-n num">{t('studio.rundown.at', { n: place + 1, all: cues.length })}</span>}
        <a class="lnk" href={`/studio/${slug}/plan`} target="_blank" rel="noopener">
          {t('studio.plan')}
        </a>
      </h2>
      {cues.length === 0 && room.phase !== 'ended' && <p class="prod-help">{t('studio.rundown.none')}</p>}
      <ol>
        {cues.map((cue, index) => {
          const planned = plannedAt(room, cue);
          const length = lengthOf(cue, cues[index + 1]);
          const runs = live && index === place;
          return (
            <li key={cue.id} aria-current={index === place ? 'step' : undefined} data-done={index < place}>
              <span class="num">
                {planned !== undefined && shown(planned)}
                {live && index > place && planned !== undefined && Math.abs(late) >= noteworthy && (
                  <span class="run-real">
                    <span class="vh">{t('studio.rundown.expected')} </span>
                    {shown(planned + late * 1000)}
                  </span>
                )}
                {runs && room.stage.cueSince && (
                  <span class="run-real">
                    <span class="vh">{t('studio.rundown.began')} </span>
                    {shown(Date.parse(room.stage.cueSince))}
                  </span>
                )}
              </span>
              <b>{cue.title}</b>
              {runs && left !== undefined ? (
                <span class="num">
                  {left < 0 ? t('studio.run-over', { time: span(-left) }) : t('room.poll.left', { time: span(left) })}
                </span>
              ) : (
                length !== undefined && <span class="num">{span(length)}</span>
              )}
              {cue.notes && index === place && <p>{cue.notes}</p>}
              <CuePolls
                polls={room.polls.filter((poll) => poll.cue === cue.id)}
                now={index === place && room.phase !== 'ended'}
                enabled={enabled}
                send={send}
              />
              {runs && passed !== undefined && <Share class="run-bar" percent={passed * 100} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** In seconds, where both have a minute. */
const lengthOf = (cue: CueView, next: CueView | undefined): number | undefined =>
  cue.minute == null || next?.minute == null ? undefined : (next.minute - cue.minute) * 60;

/** One button to go on. */
export function NextPart({ room, enabled, send }: { room: RoomView; enabled: boolean; send: Send }) {
  const cues = room.plan?.cues ?? [];
  const place = cues.findIndex((cue) => cue.id === room.stage.cue?.id);
  const next = cues[place + 1];
  const go = () => next && enabled && send('TakeCue', next.id);
  useKeys({ part: go });
  if (!next) return null;
  return (
    <button class="b run-next" type="button" disabled={!enabled} onClick={() => void go()}>
      <span>{t(place < 0 ? 'studio.rundown.start' : 'studio.rundown.next', { title: next.title })}</span>
      <Key of="part" />
    </button>
  );
}
