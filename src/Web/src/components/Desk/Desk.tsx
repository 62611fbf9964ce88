import { useEffect, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { may, type Role } from '../../lib/may';
import type { VoiceView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import type { Send } from '../../lib/send';
import type { StudioSignals } from '../../lib/studio-link';
import type { TalkLink } from '../../lib/talk-link';
import type { Monitor } from '../../lib/whep';
import { DeskBar, type DeskEpisode } from '../DeskBar/DeskBar';
import { Icon } from '../Icon/Icon';
import { KeyHelp } from '../Keys/Keys';
import { Master } from '../Master/Master';
import { Moderation } from '../Moderation/Moderation';
import { OutputBar } from '../OutputBar/OutputBar';
import { People } from '../People/People';
import { PollPanel } from '../PollPanel/PollPanel';
import { Producer } from '../Producer/Producer';
import { Rundown } from '../Rundown/Rundown';
import { SlidesPanel } from '../SlidesPanel/SlidesPanel';
import { Strip, type VoiceActions } from '../Strip/Strip';
import { Alarms } from './Alarms';
import { Toast } from './Toast';

type Part = 'producer' | 'mix' | 'calls' | 'qa' | 'polls';

/** From which role on a part is of use. */
const least: Record<Part, Role> = {
  producer: 'producer',
  mix: 'producer',
  calls: 'screener',
  qa: 'screener', // who writes down what callers asked
  polls: 'producer',
};

interface Props {
  link: TalkLink;
  signals: StudioSignals;
  monitor: Monitor;
  episode: DeskEpisode;
  phone?: string | null;
}

/** The studio: one desk for the whole talk. On a phone it shows one part at a time. */
export function Desk({ link, signals, monitor, episode, phone }: Props) {
  const room = link.room.value;
  const [part, setPart] = useState<Part>(may('producer') ? 'mix' : may('moderator') ? 'qa' : 'calls');
  const [refusal, setRefusal] = useState<{ text: string } | null>(null);
  const deaf = monitor.refusal.value;
  useEffect(() => {
    if (deaf) setRefusal({ text: explain(deaf) });
  }, [deaf]);
  if (!room) return null;

  const connected = link.state.value === 'live';
  const live = room.phase === 'live';
  const voices = signals.voices.value;
  const programme = signals.programme.value;
  const silent = live ? (programme?.silentSeconds ?? 0) : 0;

  const send: Send = (method, ...args) =>
    link.send(method, ...args).catch((error: unknown) => {
      setRefusal({ text: explain(error) });
      return undefined;
    });
  const actions: VoiceActions = {
    enabled: connected && room.phase !== 'ended',
    toggleAir: (voice: VoiceView) =>
      void send(voice.onAir ? (voice.muted ? 'UnmuteVoice' : 'TakeOffAir') : 'PutOnAir', voice.id),
    block: (voice: VoiceView) => void send('BlockPerson', { voice: voice.id }),
    toggleMute: (voice: VoiceView) => void send(voice.muted ? 'UnmuteVoice' : 'MuteVoice', voice.id),
  };
  const strips = voices.filter((voice) => (voice.kind !== 'caller' && voice.kind !== 'attendee') || voice.onAir);
  const callers = voices.filter((voice) => voice.kind === 'caller');
  const fresh = room.questions.filter((q) => q.desk?.unread).length;
  const all: { id: Part; icon: string; count?: number }[] = [
    { id: 'producer', icon: 'list' },
    { id: 'mix', icon: 'mic' },
    { id: 'calls', icon: 'people', count: callers.length + (room.hands?.line?.length ?? 0) },
    { id: 'qa', icon: 'chat', count: fresh },
    { id: 'polls', icon: 'bars' },
  ];
  const parts = all.filter(({ id }) => may(least[id]));

  return (
    <>
      <DeskBar
        room={room}
        episode={episode}
        people={link.people.value}
        connected={connected}
        monitor={monitor}
        onGoLive={() => void send('GoLive')}
        onEnd={() => void send('EndTalk')}
        onFreeze={() => void send(room.frozen ? 'ThawRoom' : 'FreezeRoom')}
      />
      <Alarms room={room} state={link.state.value} silent={silent} slug={episode.slug} />
      <main class={live ? 'desk' : 'desk off-air'} id="main" data-parts={parts.map(({ id }) => id).join(' ')}>
        {may('producer') && (
          <Producer
            room={room}
            slug={episode.slug}
            voices={voices}
            outputs={signals.outputs.value}
            heard={signals.heard.value}
            shown={part === 'producer'}
          >
            <Rundown room={room} slug={episode.slug} zone={episode.zone} enabled={actions.enabled} send={send} />
            <SlidesPanel room={room} enabled={actions.enabled} send={send} />
          </Producer>
        )}
        {may('producer') && (
          <section class="p p-mix" data-shown={part === 'mix'} aria-labelledby="h-mix">
            <header class="p-h">
              <h2 id="h-mix">{t('studio.voices')}</h2>
              {room.phase !== 'ended' && <p class="p-sub">{t(live ? 'studio.voices-live' : 'studio.voices-off')}</p>}
            </header>
            <div class="strips">
              {strips.length === 0 && room.phase !== 'ended' && <p class="desk-empty">{t('studio.no-voices')}</p>}
              {strips.map((voice) => (
                <Strip voice={voice} actions={actions} live={live} key={voice.id} />
              ))}
              <Master programme={programme} live={live} />
            </div>
          </section>
        )}
        <div class="p-low" data-shown={part === 'calls' || part === 'polls'}>
          <People
            link={link}
            room={room}
            voices={voices}
            away={signals.away.value}
            actions={actions}
            shown={part === 'calls'}
            phone={phone}
            send={send}
          />
          {may('producer') && (
            <PollPanel
              polls={room.polls}
              over={room.phase === 'ended'}
              enabled={actions.enabled}
              shown={part === 'polls'}
              send={send}
            />
          )}
        </div>
        <Moderation
          room={room}
          enabled={actions.enabled && may('moderator')}
          settable={connected && may('moderator')}
          shown={part === 'qa'}
          send={send}
        />
      </main>
      <div class="low">
        <OutputBar outputs={signals.outputs.value} />
        <KeyHelp />
      </div>
      <nav class="mnav" aria-label={t('studio.parts')}>
        {parts.map(({ id, icon, count }) => (
          <button type="button" key={id} aria-current={part === id ? 'page' : undefined} onClick={() => setPart(id)}>
            <Icon name={icon} />
            {t(`studio.part.${id}`)}
            {count ? <span class="n n-hot num">{count}</span> : null}
          </button>
        ))}
      </nav>
      <Toast refusal={refusal} waits={link.unsent.value.length > 0} />
    </>
  );
}
