import { t } from '../../lib/i18n';
import type { VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import type { VoiceActions } from '../Strip/Strip';

/** What the desk does with a voice, wherever that stands. Nobody is shut out by one wrong tap. */
export const voiceActions = (send: Send, enabled: boolean): VoiceActions => ({
  enabled,
  toggleAir: (voice: VoiceView) =>
    void send(voice.onAir ? (voice.muted ? 'UnmuteVoice' : 'TakeOffAir') : 'PutOnAir', voice.id),
  block: (voice: VoiceView) =>
    confirm(t('studio.hand.block-sure', { name: voice.name })) && void send('BlockPerson', { voice: voice.id }),
  toggleMute: (voice: VoiceView) => void send(voice.muted ? 'UnmuteVoice' : 'MuteVoice', voice.id),
});
