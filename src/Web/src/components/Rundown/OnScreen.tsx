import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { RoomView } from '../../lib/protocol';
import type { Send } from '../../lib/send';

interface Props {
  room: RoomView;
  enabled: boolean;
  send: Send;
}

/** Whose name the screen shows. */
export function Names({ room, enabled, send }: Props) {
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
export function Break({ room, enabled, send }: Props) {
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
