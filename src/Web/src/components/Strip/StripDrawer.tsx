import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { MixView, StripSettings } from '../../lib/mix';
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
