import { t } from '../../lib/i18n';
import type { VoiceView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';
import { Meter } from '../Meter/Meter';

export interface VoiceActions {
  enabled: boolean;
  toggleAir: (voice: VoiceView) => void;
  block: (voice: VoiceView) => void;
  toggleMute: (voice: VoiceView) => void;
}

/** Three bars as the audience knows them, from a quality of 0 to 5. */
export const bars = (quality: number | null | undefined): number =>
  quality == null ? 0 : quality >= 4 ? 3 : quality >= 3 ? 2 : 1;

/** One voice: its level, its line, its key. A lit key is heard on the radio. */
export function Strip({ voice, actions, live }: { voice: VoiceView; actions: VoiceActions; live: boolean }) {
  const kind = voice.onAir ? (voice.connected ? 'st st-on' : 'st st-lost') : voice.connected ? 'st st-ready' : 'st';
  const state = voice.muted ? 'muted' : voice.onAir ? (live ? 'on-air' : 'ready') : 'put-on-air';
  return (
    <article
      class={kind}
      aria-label={t(`studio.voice-is.${voice.onAir && live ? 'on-air' : 'off-air'}`, { name: voice.name })}
    >
      <p class="st-n">
        <b>{voice.name}</b>
        <span>{voice.asks ? t('studio.voice-asks') : t(`studio.kind.${voice.kind}`)}</span>
      </p>
      <Meter id={voice.id} label={voice.name} off={!voice.onAir || voice.muted} />
      <p class={`st-q q${bars(voice.quality)}`}>
        {voice.connected ? (
          <>
            <span class="sig" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {voice.quality == null ? '' : t(`studio.line.${bars(voice.quality)}`)}
          </>
        ) : (
          t('studio.no-sound')
        )}
      </p>
      <button
        class="key"
        type="button"
        aria-pressed={voice.onAir && !voice.muted}
        data-muted={voice.muted}
        disabled={!actions.enabled || (!voice.onAir && !voice.connected)}
        onClick={() => actions.toggleAir(voice)}
      >
        <Icon
          name={voice.muted ? 'micoff' : voice.kind === 'caller' ? 'phone' : voice.kind === 'station' ? 'mast' : 'mic'}
        />
        <span>{t(`studio.key.${state}`)}</span>
      </button>
      <button
        class="st-b"
        type="button"
        disabled={!actions.enabled || !voice.onAir}
        onClick={() => actions.toggleMute(voice)}
      >
        {t(voice.muted ? 'studio.unmute' : 'studio.mute')}
      </button>
    </article>
  );
}
