import { useRef } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import type { CoHostView } from '../../lib/mix';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import { canBeTalkedTo, TalkKey } from '../DeskBar/TalkKey';
import { Icon } from '../Icon/Icon';
import { Key } from '../Keys/Keys';
import { Meter } from '../Meter/Meter';
import { Sure } from '../Sure/Sure';

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
  coHost: CoHostView | null | undefined;
  intercom: Intercom;
  send: Send;
  /** Seconds that radio is to be late. */
  delay: number;
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
export function Strip({
  voice,
  actions,
  live,
  coHost,
  delay,
  intercom,
  send,
  open,
  selected,
  onSelect,
  onOpen,
}: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const losesDelay = voice.kind === 'station' && !voice.onAir && delay > 0;
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
        <span>{standing(voice, coHost)}</span>
      </p>
      <Meter id={voice.id} label={voice.name} off={!voice.onAir || voice.muted} />
      <Quality voice={voice} />
      <button
        class="key"
        type="button"
        aria-pressed={voice.onAir && !voice.muted}
        data-muted={voice.muted}
        disabled={!actions.enabled || (!voice.onAir && !voice.connected)}
        onClick={() => (losesDelay ? dialog.current?.showModal() : actions.toggleAir(voice))}
      >
        <Icon
          name={voice.muted ? 'micoff' : voice.kind === 'caller' ? 'phone' : voice.kind === 'station' ? 'mast' : 'mic'}
        />
        <span>{t(`studio.key.${state}`)}</span>
      </button>
      <div class="st-fs">
        <p class="st-f">
          {canBeTalkedTo(voice) && (
            <TalkKey intercom={intercom} voice={voice} enabled={actions.enabled} look="st-b st-i" />
          )}
          {voice.kind === 'speaker' && !voice.onAir && (
            <button
              class="st-b"
              type="button"
              aria-pressed={voice.next ?? false}
              aria-label={t('studio.next-is', { name: voice.name })}
              disabled={!actions.enabled || (!voice.connected && !voice.next)}
              onClick={() => void send('MarkNext', voice.id, !voice.next)}
            >
              {t('studio.hand.ready')}
            </button>
          )}
        </p>
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
            class="st-b st-i st-set"
            type="button"
            aria-expanded={open}
            aria-label={t('studio.strip.of', { name: voice.name })}
            title={t('studio.strip')}
            onClick={onOpen}
          >
            <Icon name="sliders" />
          </button>
        </p>
      </div>
      {losesDelay && (
        <Sure
          dialog={dialog}
          id={`air-${voice.id}`}
          question={t('studio.delay.station-sure', { n: delay })}
          yes={t('studio.key.put-on-air')}
          onYes={() => actions.toggleAir(voice)}
        />
      )}
    </article>
  );
}

/** What there is to know of a voice beside its name: what it asks for, what it is besides, else whence it comes. */
function standing(voice: VoiceView, coHost: CoHostView | null | undefined): string {
  if (voice.asks) return t('studio.voice-asks');
  if (coHost?.person === voice.id) return t(coHost.promotedAt ? 'studio.cohost-hosts' : 'studio.cohost');
  return t(`studio.kind.${voice.kind}`);
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
