import type { ComponentChildren, FunctionComponent } from 'preact';
import { useState } from 'preact/hooks';
import type { Hand } from '../../lib/hand';
import { t } from '../../lib/i18n';
import { lazy } from '../../lib/lazy';
import { savesData } from '../../lib/saver';
import type { TalkLink } from '../../lib/talk-link';
import { Announcement } from '../Announcement/Announcement';
import { AskBox } from '../AskBox/AskBox';
import { PollTab } from '../Ballot/PollTab';
import { Banner, Line } from '../Banner/Banner';
import { FilesTab } from '../Files/FilesTab';
import { Speak } from '../HandSheet/Speak';
import { PollBar } from '../PollBar/PollBar';
import { QuestionsTab } from '../QuestionList/QuestionsTab';
import { Reactions } from '../Reactions/Reactions';
import { Tabs } from '../Tabs/Tabs';
import { AboutTab } from './AboutTab';
import { Arrivals, useOwnNews } from './Arrivals';
import type { Episode, RoomProps } from './room-props';

export type { Episode } from './room-props';

const ChatTab = lazy(
  () => import('../ChatTab/ChatTab'),
  () => <p class="q-empty">{t('room.chat.loading')}</p>,
);

interface Tab {
  id: string;
  label: ComponentChildren;
  Panel: FunctionComponent<RoomProps>;
}

/**
 * The frame of taking part. From top to bottom, which is also the order in which a screen reader meets it: what is wrong
 * with the line, the open poll, the tabs and the one that is shown, the bar at the lower edge. A slice puts a tab into
 * `tabs`, a line above them, or a button into the bar; each part is given RoomProps and keeps its own actions.
 */
export function Room({ link, episode, hand }: { link: TalkLink; episode: Episode; hand: Hand }) {
  const room = link.room.value;
  const [shown, show] = useState(location.hash.slice(1)); // where the page without script had led
  const [[said, times], setSaid] = useState<[string, number]>(['', 0]);
  const say = (text: string) => setSaid(([, before]) => [text, before + 1]);
  useOwnNews(room, say);
  if (!room) return null;
  if (room.phase === 'ended') return <Over link={link} slug={episode.slug} recorded={!room.rules?.notRecorded} />;
  if (room.shutOut) return <ShutOut link={link} />;

  const props: RoomProps = { link, room, episode, say };
  const visible = room.questions.filter((q) => !['asked', 'declined', 'merged'].includes(q.state)).length;
  const open = room.polls.find((poll) => poll.state === 'open');
  const tabs: Tab[] = [
    { id: 'questions', label: <Counted label={t('room.questions')} count={visible} />, Panel: QuestionsTab },
    { id: 'poll', label: <Dotted label={t('room.polls')} news={open && t('room.poll.open')} />, Panel: PollTab },
    ...(room.stage.handouts.length > 0
      ? [
          {
            id: 'files',
            label: <Counted label={t('room.files')} count={room.stage.handouts.length} />,
            Panel: FilesTab,
          },
        ]
      : []),
    { id: 'about', label: t('room.about'), Panel: AboutTab },
    ...(room.rules?.chat ? [{ id: 'chat', label: t('room.chat'), Panel: ChatTab }] : []),
  ];
  const { id, Panel } = tabs.find((tab) => tab.id === shown) ?? tabs[0]!;

  return (
    <>
      <div class="banners">
        <Banner link={link} />
        {episode.outcome && times === 0 && <Line icon={episode.outcome.icon}>{episode.outcome.text}</Line>}
        <div role="status">{room.frozen && <Line icon="pause">{t('room.frozen')}</Line>}</div>
        <Announcement shown={room.notices?.current} />
        {room.phase === 'live' && !savesData() && <Reactions link={link} />}
      </div>
      <PollBar {...props} seen={id === 'poll'} onOpen={() => show('poll')} />
      <Tabs label={t('room.take-part')} selected={id} onSelect={show} items={tabs} />
      <div class="panels">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keys */}
        <div class="panel" role="tabpanel" id={`panel-${id}`} aria-labelledby={`tab-${id}`} tabIndex={0}>
          <Panel {...props} />
        </div>
      </div>
      <div class="bar">
        {/* one box at a time: a question written into the chat is answered by nobody */}
        {id !== 'chat' && <AskBox {...props} />}
        <Speak {...props} hand={hand} />
      </div>
      <p class="vh" role="status">
        {/* a fresh element: the same words said twice are read twice */}
        <span key={times}>{said}</span>
      </p>
      <Arrivals room={room} />
    </>
  );
}

const Counted = ({ label, count }: { label: string; count: number }) => (
  <>
    {label} <span class="count num">{count}</span>
  </>
);

const Dotted = ({ label, news }: { label: string; news?: string | false }) => (
  <>
    {label}{' '}
    {news && (
      <span class="dot">
        <span class="vh">{news}</span>
      </span>
    )}
  </>
);

/** She was blocked: the sound goes on, and an undone block needs a fresh page. */
const ShutOut = ({ link }: { link: TalkLink }) => (
  <div class="talk-over">
    <Banner link={link} />
    <Line icon="warn">
      <p>{t('room.shut-out')}</p>
      <p>
        <a href={location.pathname}>{t('room.banner.again')}</a>
      </p>
    </Line>
  </div>
);

const Over = ({ link, slug, recorded }: { link: TalkLink; slug: string; recorded: boolean }) => (
  <div class="talk-over">
    <Banner link={link} />
    <Line icon="check">
      <p>{t(recorded ? 'room.over' : 'room.over.not-recorded')}</p>
      <p>
        <a href={`/e/${slug}`}>{t('room.to-replay')}</a>
      </p>
    </Line>
  </div>
);
