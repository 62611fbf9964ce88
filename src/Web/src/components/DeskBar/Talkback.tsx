import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import { useKeys } from '../../lib/keys';
import type { VoiceView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';

/** Held, the producer speaks to all who are connected, and never on air. */
export function Talkback({ intercom, voices, enabled }: { intercom: Intercom; voices: VoiceView[]; enabled: boolean }) {
  const on = intercom.held('talk').length > 0;
  const people = voices.filter((voice) => voice.connected && voice.kind !== 'station' && voice.kind !== 'clip');
  const begin = () => {
    if (enabled && people.length > 0)
      intercom.begin(
        people.map(({ id }) => id),
        'talk',
      );
  };
  const end = () => intercom.end(intercom.held('talk'));
  const presses = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter';
  useKeys({ talkback: begin, talkbackEnd: end });
  return (
    <button
      class="b b-quiet b-talk"
      type="button"
      aria-pressed={on}
      title={t('studio.talkback-help')}
      disabled={!enabled || people.length === 0}
      onPointerDown={begin}
      onPointerUp={end}
      onPointerLeave={end}
      onPointerCancel={end}
      onKeyDown={(event) => presses(event) && !event.repeat && begin()}
      onKeyUp={(event) => presses(event) && end()}
      onBlur={end}
      onContextMenu={(event) => event.preventDefault()}
    >
      <Icon name="mic" />
      <span>{t(on ? 'studio.talkback-on' : 'studio.talkback')}</span>
      <Key of="talkback" />
    </button>
  );
}
