import { useEffect, useState } from 'preact/hooks';
import { call } from '../../lib/api';
import { t } from '../../lib/i18n';
import { Intercom } from '../../lib/intercom';
import { may, type Role } from '../../lib/may';
import { preflight } from '../../lib/preflight';
import type { RoomView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import type { Send } from '../../lib/send';
import type { Shelf } from '../../lib/shelf';
import type { StudioSignals } from '../../lib/studio-link';
import type { TalkLink } from '../../lib/talk-link';
import type { Monitor } from '../../lib/whep';
import { Checklist } from '../Checklist/Checklist';
import { DeskBar, type DeskEpisode } from '../DeskBar/DeskBar';
import { Talkback } from '../DeskBar/Talkback';
import { Icon } from '../Icon/Icon';
import { KeyHelp } from '../Keys/Keys';
import { Mix } from '../Mix/Mix';
import { Moderation } from '../Moderation/Moderation';
import { name, OutputBar, why } from '../OutputBar/OutputBar';
import { People } from '../People/People';
import { isSorted, waitingIn } from '../PollPanel/Answers';
import { PollPanel } from '../PollPanel/PollPanel';
import { Alarms } from './Alarms';
import { Side } from './Side';
import { Toast } from './Toast';
import { voiceActions } from './voice-actions';

type Part = 'producer' | 'mix' | 'calls' | 'qa' | 'polls';

/** From which role on a part is of use. */
const least: Record<Part, Role> = {
  producer: 'producer',
  mix: 'producer',
  calls: 'screener',
  qa: 'screener', // who writes down what callers asked
  polls: 'moderator', // who sorts what people wrote
};

interface Props {
  link: TalkLink;
  signals: StudioSignals;
  monitor: Monitor;
  shelf: Shelf;
  episode: DeskEpisode;
  phone?: string | null;
}

/** The studio: one desk for the whole talk. On a phone it shows one part at a time. */
export function Desk({ link, signals, monitor, shelf, episode, phone }: Props) {
  const room = link.room.value;
  const [part, setPart] = useState<Part>(may('producer') ? 'mix' : may('moderator') ? 'qa' : 'calls');
  const [refusal, setRefusal] = useState<{ text: string } | null>(null);
  const [intercom] = useState(() => new Intercom(link.talkId, (error) => setRefusal({ text: explain(error) })));
  const deaf = monitor.refusal.value;
  useEffect(() => {
    if (deaf) setRefusal({ text: explain(deaf) });
  }, [deaf]);
  if (!room) return null;

  const connected = link.state.value === 'live';
  const live = room.phase === 'live';
  const over = room.phase === 'ended';
  const voices = signals.voices.value;

  const send: Send = (method, ...args) =>
    link.send(method, ...args).catch((error: unknown) => {
      setRefusal({ text: explain(error) });
      return undefined;
    });
  const enabled = connected && !over;
  const actions = voiceActions(send, enabled);
  const { backup } = shelf;
  const line = room.hands?.line ?? [];
  const calls = voices.filter((voice) => voice.kind === 'caller' && !line.some((hand) => hand.person === voice.id));
  const fresh = room.questions.filter((q) => q.desk?.unread).length;
  const all: { id: Part; icon: string; count?: number }[] = [
    { id: 'producer', icon: 'list' },
    { id: 'mix', icon: 'mic' },
    { id: 'calls', icon: 'people', count: calls.length + line.length },
    { id: 'qa', icon: 'chat', count: fresh },
    { id: 'polls', icon: 'bars', count: waitingIn(room.polls) },
  ];
  const hasPolls = may('producer') || (may('moderator') && room.polls.some(isSorted));
  const parts = all.filter(({ id }) => may(least[id]) && (id !== 'polls' || hasPolls));

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
      >
        {may('producer') && !over && <Talkback intercom={intercom} voices={voices} enabled={enabled} />}
      </DeskBar>
      <Alarms
        room={room}
        state={link.state.value}
        silent={live && signals.silent.value}
        guard={signals.guard.value}
        alarms={signals.alarms.value}
        slug={episode.slug}
        zone={episode.zone}
        onBackup={backup && (() => void send('PlaySound', backup.id))}
        onPurpose={() => void send('OverrideGuard')}
      />
      <main class={live ? 'desk' : 'desk off-air'} id="main" data-parts={parts.map(({ id }) => id).join(' ')}>
        {may('producer') && (
          <Side
            room={room}
            episode={episode}
            shelf={shelf}
            notes={signals.crew.notes.value}
            phone={phone}
            enabled={enabled}
            shown={part === 'producer'}
            send={send}
          />
        )}
        {may('producer') && (
          <Mix room={room} signals={signals} actions={actions} shown={part === 'mix'} intercom={intercom} send={send} />
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
            intercom={intercom}
            send={send}
          />
          {hasPolls && (
            <PollPanel polls={room.polls} over={over} enabled={connected} shown={part === 'polls'} send={send} />
          )}
        </div>
        <Moderation
          room={room}
          language={episode.language}
          enabled={enabled && may('moderator')}
          settable={connected && may('moderator')}
          shown={part === 'qa'}
          send={send}
        >
          {may('producer') && room.phase === 'greenRoom' && (
            <Preflight room={room} episode={episode} signals={signals} shelf={shelf} />
          )}
        </Moderation>
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

/** The loudness is read here alone, so that its figures do not draw the whole desk anew. */
function Preflight({ room, episode, signals, shelf }: PreflightProps) {
  const missed = useMissed(room.talkId, signals.outputs.value.length);
  const checks = preflight({
    room,
    voices: signals.voices.value,
    heard: signals.heard.value,
    outputs: signals.outputs.value,
    nameOf: name,
    whyOf: why,
    programme: signals.programme.value,
    backup: shelf.backup,
    missed,
    outputsPage: `/studio/series/${episode.seriesId}/outputs?talk=${room.talkId}`,
  });
  return <Checklist checks={checks} talkId={room.talkId} />;
}

/** What the series' last talk went to and this one does not; asked again when an output comes or goes. */
function useMissed(talkId: string, outputs: number): string[] {
  const [missed, setMissed] = useState<string[]>([]);
  useEffect(() => {
    call<string[]>('GET', `/api/talks/${talkId}/outputs/missed`).then(setMissed, () => {}); // the list is shown without it
  }, [talkId, outputs]);
  return missed;
}

interface PreflightProps {
  room: RoomView;
  episode: DeskEpisode;
  signals: StudioSignals;
  shelf: Shelf;
}
