import { t } from '../../lib/i18n';
import type { VoiceView } from '../../lib/protocol';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';
import { Meter } from '../Meter/Meter';

export interface VoiceActions {
  enabled: boolean;
  toggleAir: (voice: VoiceView) => void;
  block: (voice: VoiceView) => void;
  toggleMute: (voice: VoiceView) => void;
}

interface Props {
  voice: VoiceView;
  actions: VoiceActions;
  live: boolean;
  /** Its sound can be set in the drawer, which is open for it or not. */
  open: boolean;
  /** The single key mutes this one. */
  selected: boolean;
  onSelect: () => void;
  onOpen: () => void;
}

/** Three bars as the audience knows them, from a quality of 0 to 5. */
export const bars = (quality: number | null | undefined): number =>
  quality == null ? 0 : quality >= 4 ? 3 : quality >= 3 ? 2 : 1;

/** One voice: its level, its line, its key. A lit key is heard on the radio. */
export function Strip({ voice, actions, live, open, selected, onSelect, onOpen }: Props) {
  const kind = voice.onAir ? (voice.connected ? 'st st-on' : 'st st-lost') : voice.connected ? 'st st-ready' : 'st';
  const state = voice.muted ? 'muted' : voice.onAir ? (live ? 'on-air' : 'ready') : 'put-on-air';
  return (
    <article
      class={kind}
      data-selected={selected}
      onFocusCapture={onSelect}
      aria-label={t(`studio.voice-is.${voice.onAir && live ? 'on-air' : 'off-air'}`, { name: voice.name })}
    >
      <p class="st-n">
        <b>{voice.name}</b>
        <span>{voice.asks ? t('studio.voice-asks') : t(`studio.kind.${voice.kind}`)}</span>
      </p>
      <Meter id={voice.id} label={voice.name} off={!voice.onAir || voice.muted} />
      <Quality voice={voice} />
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
      <p class="st-f">
        <button
          class="st-b"
          type="button"
          disabled={!actions.enabled || !voice.onAir}
          onClick={() => actions.toggleMute(voice)}
        >
          {t(voice.muted ? 'studio.unmute' : 'studio.mute')} {selected && voice.onAir && <Key of="mute" />}
        </button>
        <button
          class="st-b st-set"
          type="button"
          aria-expanded={open}
          aria-label={t('studio.strip.of', { name: voice.name })}
          title={t('studio.strip')}
          onClick={onOpen}
        >
          <Icon name="sliders" />
        </button>
      </p>
    </article>
  );
}

/** How good the line is: bars, a word, and how late it is where that is known. */
export function Quality({ voice }: { voice: VoiceView }) {
  const quality = bars(voice.quality);
  const { line } = voice;
  return (
    <p class={`st-q q${quality}`}>
      {voice.connected ? (
        <>
          <span class="sig" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {line?.roundTrip ? (
            <span class="num">
              {quality > 0 && <span class="vh">{t(`studio.line.${quality}`)} </span>}
              {t('studio.line.ms', { n: Math.round(line.roundTrip) })}
            </span>
          ) : voice.quality == null ? (
            ''
          ) : (
            t(`studio.line.${quality}`)
          )}
        </>
      ) : (
        t('studio.no-sound')
      )}
    </p>
  );
}
