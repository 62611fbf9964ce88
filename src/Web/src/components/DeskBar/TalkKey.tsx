import { useRef } from 'preact/hooks';
import { whileHeld } from '../../lib/hold';
import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import { may } from '../../lib/may';
import type { VoiceView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';

interface Props {
  intercom: Intercom;
  voice: VoiceView;
  /** As she is called here. */
  name?: string;
  enabled: boolean;
  look: string;
}

/** Whom the server lets a producer speak to off the air: a station may transmit all that it hears. */
export const canBeTalkedTo = ({ kind }: VoiceView): boolean => may('producer') && kind !== 'station' && kind !== 'clip';

/** Held, the producer speaks to this one alone, and never on air. */
export function TalkKey({ intercom, voice, name = voice.name, enabled, look }: Props) {
  const down = useRef(false);
  const way = intercom.on.value.get(voice.id);
  const begin = () => {
    if (!enabled || !voice.connected) return;
    down.current = true;
    intercom.begin([voice.id], 'talk');
  };
  const end = () => {
    if (!down.current) return;
    down.current = false;
    intercom.end([voice.id]);
  };
  return (
    <button
      class={look}
      type="button"
      aria-pressed={way === 'talk'}
      aria-label={t('studio.talk-to', { name })}
      title={t('studio.talk-to', { name })}
      disabled={!enabled || !voice.connected || way === 'screen' || way === 'listen'}
      {...whileHeld(begin, end)}
    >
      <Icon name="mic" />
    </button>
  );
}
