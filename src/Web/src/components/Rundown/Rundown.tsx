import { useEffect, useState } from 'preact/hooks';
import { language, t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import type { RoomView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { clock, now, span } from '../../lib/time';
import { Key } from '../Keys/Keys';

interface Props {
  room: RoomView;
  slug: string;
  zone: string;
  enabled: boolean;
  send: Send;
}

/** The rundown: what runs, what comes next, and one button to go on. Below it names for the screen, and the break. */
export function Rundown({ room, slug, zone, enabled, send }: Props) {
  const cues = room.plan?.cues ?? [];
  const place = cues.findIndex((cue) => cue.id === room.stage.cue?.id);
  const next = cues[place + 1];
  const go = () => next && enabled && send('TakeCue', next.id);
  useKeys({ part: go });
  const live = room.phase === 'live';
  const at = (minute: number) => Date.parse(room.startsAt) + minute * 60_000;
  const until = (index: number) => cues[index + 1]?.minute;

  return (
    <section class="prod run" aria-labelledby="h-run">
      <h2 id="h-run">
        {t('studio.rundown')}{' '}
        {place >= 0 && <span class="p-n num">{t('studio.rundown.at', { n: place + 1, all: cues.length })}</span>}
      </h2>
      {cues.length === 0 && room.phase !== 'ended' && <p class="prod-help">{t('studio.rundown.none')}</p>}
      <ol>
        {cues.map((cue, index) => {
          const end = until(index);
          return (
            <li key={cue.id} aria-current={index === place ? 'step' : undefined} data-done={index < place}>
              <span class="num">{cue.minute != null && clock(new Date(at(cue.minute)), language(), zone)}</span>
              <b>{cue.title}</b>
              {end != null &&
                (index === place && live ? (
                  <Left until={at(end)} />
                ) : (
                  cue.minute != null && <span class="num">{span((end - cue.minute) * 60)}</span>
                ))}
              {cue.notes && index === place && <p>{cue.notes}</p>}
            </li>
          );
        })}
      </ol>
      {next && (
        <button class="b run-next" type="button" disabled={!enabled} onClick={() => void go()}>
          {t('studio.rundown.next', { title: next.title })}
          <Key of="part" />
        </button>
      )}
      {room.phase !== 'ended' && <Names room={room} enabled={enabled} send={send} />}
      {live && <Break room={room} enabled={enabled} send={send} />}
      <a class="lnk rundown-plan" href={`/studio/${slug}/plan`} target="_blank" rel="noopener">
        {t('studio.plan')}
      </a>
    </section>
  );
}

/** How long the part still has by the plan, or how long it is over it. */
function Left({ until }: { until: number }) {
  const [time, setTime] = useState(now());
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = (until - time) / 1000;
  return (
    <span class="num">
      {left < 0 ? t('studio.run-over', { time: span(-left) }) : t('room.poll.left', { time: span(left) })}
    </span>
  );
}

type PartProps = Pick<Props, 'room' | 'enabled' | 'send'>;

/** Whose name the screen shows. */
function Names({ room, enabled, send }: PartProps) {
  const names = [...new Set([...room.stage.people.map((person) => person.name), ...room.onAir])];
  if (names.length === 0) return null;
  return (
    <fieldset class="run-names">
      <legend class="vh">{t('studio.names')}</legend>
      {names.map((name) => {
        const shown = room.stage.named?.name === name;
        return (
          <button
            class="b b-s"
            type="button"
            key={name}
            aria-pressed={shown}
            disabled={!enabled}
            onClick={() => void send('ShowName', shown ? null : name)}
          >
            {name}
          </button>
        );
      })}
    </fieldset>
  );
}

/** "Back in a minute": everybody reads it, the sound goes on. */
function Break({ room, enabled, send }: PartProps) {
  const [sentence, setSentence] = useState(t('studio.break.sentence'));
  const { break: now } = room.stage;
  return (
    <form
      class="prod-row"
      onSubmit={(event) => {
        event.preventDefault();
        void send('TakeBreak', now ? null : sentence);
      }}
    >
      {now ? (
        <p role="status">{now}</p>
      ) : (
        <input
          class="desk-input"
          aria-label={t('studio.break')}
          maxLength={120}
          value={sentence}
          onInput={(event) => setSentence(event.currentTarget.value)}
        />
      )}
      <button class="b b-s" type="submit" disabled={!enabled || !(now ?? sentence.trim())} aria-pressed={!!now}>
        {t(now ? 'studio.break.end' : 'studio.break')}
      </button>
    </form>
  );
}
