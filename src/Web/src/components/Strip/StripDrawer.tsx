import { useEffect, useRef, useState } from 'preact/hooks';
import { sureToBlock } from '../../lib/blocking';
import { t } from '../../lib/i18n';
import { may } from '../../lib/may';
import type { CoHostView, MixView, StripSettings } from '../../lib/mix';
import { stripOf } from '../../lib/mix';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { Icon } from '../Icon/Icon';

const switches = ['highPass', 'gate', 'level', 'automix'] as const;

interface Props {
  voice: VoiceView;
  mix: MixView | null | undefined;
  enabled: boolean;
  send: Send;
  onClose: () => void;
}

/** What is made of one voice before it is heard. What is set here is kept for the whole talk. */
export function StripDrawer({ voice, mix, enabled, send, onClose }: Props) {
  const told = stripOf(mix, voice);
  const isSet = mix?.strips.some((strip) => strip.voice === voice.id) ?? false;
  const [gain, setGain] = useState(told.gainDb);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => setGain(told.gainDb), [voice.id, told.gainDb]);
  useEffect(() => first.current?.focus(), [voice.id]);
  const set = (change: Partial<StripSettings>) => {
    const { gainDb, highPass, gate, level, automix } = told;
    void send('SetStrip', voice.id, { gainDb, highPass, gate, level, automix, ...change });
  };
  const shown = `${gain > 0 ? '+' : gain < 0 ? '−' : ''}${Math.abs(gain)} dB`;
  return (
    <section
      class="drawer"
      aria-label={t('studio.strip.of', { name: voice.name })}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <p class="drawer-n">
        <b>{voice.name}</b>
        <span>{t('studio.strip')}</span>
      </p>
      <label class="drawer-g">
        <span>{t('studio.strip.gain')}</span>
        <input
          type="range"
          ref={first}
          min={-24}
          max={24}
          step={1}
          value={gain}
          disabled={!enabled}
          aria-valuetext={shown}
          onInput={(event) => setGain(Number(event.currentTarget.value))}
          onChange={(event) => set({ gainDb: Number(event.currentTarget.value) })}
        />
        <b class="num">{shown}</b>
      </label>
      <p class="drawer-s">
        {switches.map((name) => (
          <button
            class="b b-s"
            type="button"
            key={name}
            aria-pressed={told[name]}
            disabled={!enabled}
            onClick={() => set({ [name]: !told[name] })}
          >
            {t(`studio.strip.${name}`)}
          </button>
        ))}
      </p>
      <Person voice={voice} coHost={mix?.coHost} enabled={enabled} send={send} />
      <p class="drawer-s">
        <button
          class="b b-s b-quiet"
          type="button"
          disabled={!enabled || !isSet}
          onClick={() => void send('SetStrip', voice.id, null)}
        >
          {t('studio.strip.standard')}
        </button>
        <button class="b b-s b-quiet" type="button" aria-label={t('studio.keys.close')} onClick={onClose}>
          <Icon name="x" />
        </button>
      </p>
    </section>
  );
}

interface PersonProps {
  voice: VoiceView;
  coHost: CoHostView | null | undefined;
  enabled: boolean;
  send: Send;
}

/** What a voice's person may be besides, and the way out for her. */
function Person({ voice, coHost, enabled, send }: PersonProps) {
  const hosts = may('host') && voice.kind === 'speaker';
  const blocks = may('moderator') && (voice.kind === 'speaker' || voice.kind === 'caller' || voice.kind === 'attendee');
  if (!hosts && !blocks) return null;
  const is = coHost?.person === voice.id;
  const name = () => {
    if (is && coHost.promotedAt && !confirm(t('studio.cohost-end-sure', { name: voice.name }))) return;
    void send('NameCoHost', is ? null : voice.id);
  };
  return (
    <p class="drawer-s">
      {hosts && (
        <button
          class="b b-s"
          type="button"
          aria-pressed={is}
          title={t('studio.cohost-help')}
          disabled={!enabled}
          onClick={name}
        >
          {t(!is ? 'studio.cohost-make' : coHost.promotedAt ? 'studio.cohost-hosts' : 'studio.cohost')}
        </button>
      )}
      {blocks && (
        <button
          class="b b-s b-quiet"
          type="button"
          disabled={!enabled}
          onClick={() => sureToBlock(voice.name, voice.onAir) && void send('BlockPerson', { voice: voice.id })}
        >
          {t('studio.remove-block')}
        </button>
      )}
    </p>
  );
}
