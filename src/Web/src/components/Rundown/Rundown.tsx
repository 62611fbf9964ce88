import { useState } from 'preact/hooks';
import { language, t } from '../../lib/i18n';
import { useKeys } from '../../lib/keys';
import type { RoomView } from '../../lib/protocol';
import { Key } from '../Keys/Keys';

interface Props {
  room: RoomView;
  slug: string;
  zone: string;
  enabled: boolean;
  send: (method: string, ...args: unknown[]) => Promise<unknown>;
}

/** The rundown: what runs, what comes next, and one button to go on. Below it names for the screen, and the break. */
export function Rundown({ room, slug, zone, enabled, send }: Props) {
  const cues = room.plan?.cues ?? [];
  const place = cues.findIndex((cue) => cue.id === room.stage.cue?.id);
  const next = cues[place + 1];
  const go = () => next && enabled && send('TakeCue', next.id);
  useKeys({ part: go });
  const clock = (minute: number) =>
    new Intl.DateTimeFormat(language(), {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    }).format(Date.parse(room.startsAt) + minute * 60_000);

  return (
    <section class="prod run" aria-labelledby="h-run">
      <h2 id="h-run">
        {t('studio.rundown')}{' '}
        {place >= 0 && <span class="p-n num">{t('studio.rundown.at', { n: place + 1, all: cues.length })}</span>}
      </h2>
      <ol>
        {cues.map((cue, index) => (
          <li key={cue.id} aria-current={index === place ? 'step' : undefined} data-done={index < place}>
            <span class="num">{cue.minute != null && clock(cue.minute)}</span>
            <b>{cue.title}</b>
            {cue.notes && index === place && <p>{cue.notes}</p>}
          </li>
        ))}
      </ol>
      {next && (
        <button class="b run-next" type="button" disabled={!enabled} onClick={() => void go()}>
          {t('studio.rundown.next', { title: next.title })}
          <Key of="part" />
        </button>
      )}
      <Names room={room} enabled={enabled} send={send} />
      <Break room={room} enabled={enabled} send={send} />
      <a class="lnk rundown-plan" href={`/studio/${slug}/plan`} target="_blank" rel="noopener">
        {t('studio.plan')}
      </a>
    </section>
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
