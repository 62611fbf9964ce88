import { type Signal, useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { Intercom } from '../../lib/intercom';
import { useKeys } from '../../lib/keys';
import type { ProgrammeView, RoomView, VoiceView } from '../../lib/protocol';
import type { Send } from '../../lib/send';
import type { StudioSignals } from '../../lib/studio-link';
import { Delay } from '../Delay/Delay';
import { Master } from '../Master/Master';
import { Strip, type VoiceActions } from '../Strip/Strip';
import { StripDrawer } from '../Strip/StripDrawer';

interface Props {
  room: RoomView;
  signals: StudioSignals;
  actions: VoiceActions;
  shown: boolean;
  intercom: Intercom;
  send: Send;
}

/** The voices, what is made of each, and what goes out. */
export function Mix({ room, signals, actions, shown, intercom, send }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const [chosen, choose] = useState<string | null>(null);
  const live = room.phase === 'live';
  const voices = signals.voices.value;
  const strips = voices.filter((voice) => (voice.kind !== 'caller' && voice.kind !== 'attendee') || voice.onAir);
  const selected = strips.find(({ id }) => id === chosen) ?? strips.find((voice) => voice.onAir);
  const drawer = strips.find(({ id }) => id === open);
  useKeys({ mute: () => actions.enabled && selected?.onAir && actions.toggleMute(selected) });
  const toggle = (voice: VoiceView) => setOpen(open === voice.id ? null : voice.id);
  return (
    <section class="p p-mix" data-shown={shown} aria-labelledby="h-mix">
      <header class="p-h">
        <h2 id="h-mix">{t('studio.voices')}</h2>
        {room.phase !== 'ended' && <p class="p-sub">{t(live ? 'studio.voices-live' : 'studio.voices-off')}</p>}
        {room.phase !== 'ended' && (
          <Delay
            delay={room.mix?.delay}
            programme={signals.programme}
            undelayed={strips.filter(({ kind, onAir }) => kind === 'station' && onAir).map(({ name }) => name)}
            enabled={actions.enabled}
            send={send}
          />
        )}
        <Unsaved programme={signals.programme} />
      </header>
      <div class="strips">
        {strips.length === 0 && room.phase !== 'ended' && <p class="desk-empty">{t('studio.no-voices')}</p>}
        {strips.map((voice) => (
          <Strip
            voice={voice}
            actions={actions}
            live={live}
            coHost={room.mix?.coHost}
            intercom={intercom}
            send={send}
            delay={room.mix?.delay.seconds ?? 0}
            open={voice === drawer}
            selected={voice === selected}
            onSelect={() => choose(voice.id)}
            onOpen={() => toggle(voice)}
            key={voice.id}
          />
        ))}
        <Master programme={signals.programme} guard={signals.guard} live={live} />
      </div>
      {drawer && (
        <StripDrawer
          voice={drawer}
          mix={room.mix}
          enabled={actions.enabled}
          send={send}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  );
}

/** What keeps a voice off the air is done at once; while the server cannot save it, a restart would forget it. */
function Unsaved({ programme }: { programme: Signal<ProgrammeView | null> }) {
  const count = useComputed(() => programme.value?.unsaved ?? 0).value;
  return (
    <p class="unsaved" role="status">
      {count > 0 && t('studio.unsaved', { n: count })}
    </p>
  );
}
