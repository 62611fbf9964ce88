import { useRef } from 'preact/hooks';
import { whileHeld } from '../../lib/hold';
import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import { useKeys } from '../../lib/keys';
import type { VoiceView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';

/** Held, the producer speaks to all who are connected, and never on air. */
export function Talkback({ intercom, voices, enabled }: { intercom: Intercom; voices: VoiceView[]; enabled: boolean }) {
  const addressed = useRef<string[]>([]);
  const held = () => intercom.held('talk').filter((id) => addressed.current.includes(id));
  const on = held().length > 0;
  const people = voices.filter((voice) => voice.connected && voice.kind !== 'station' && voice.kind !== 'clip');
  const begin = () => {
    if (!enabled || people.length === 0) return;
    addressed.current = people.map(({ id }) => id);
    intercom.begin(addressed.current, 'talk');
  };
  const end = () => {
    intercom.end(held());
    addressed.current = [];
  };
  useKeys({ talkback: begin, talkbackEnd: end });
  return (
    <button
      class="b b-quiet b-talk"
      type="button"
      aria-pressed={on}
      title={t('studio.talkback-help')}
      disabled={!enabled || people.length === 0}
      {...whileHeld(begin, end)}
    >
      <Icon name="mic" />
      <span>{t(on ? 'studio.talkback-on' : 'studio.talkback')}</span>
      <Key of="talkback" />
    </button>
  );
}
