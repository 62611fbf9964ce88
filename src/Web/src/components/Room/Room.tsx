import type { ComponentChildren, FunctionComponent } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import type { TalkLink } from '../../lib/talk-link';
import { AskBox } from '../AskBox/AskBox';
import { PollTab } from '../Ballot/PollTab';
import { Banner } from '../Banner/Banner';
import { Notice } from '../Notice/Notice';
import { PollBar } from '../PollBar/PollBar';
import { QuestionsTab } from '../QuestionList/QuestionsTab';
import { Tabs } from '../Tabs/Tabs';
import { AboutTab } from './AboutTab';
import { Arrivals } from './Arrivals';
import type { Episode, RoomProps } from './room-props';

export type { Episode } from './room-props';

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
export function Room({ link, episode }: { link: TalkLink; episode: Episode }) {
  const room = link.room.value;
  const [shown, show] = useState('questions');
  const [said, say] = useState('');
  if (!room) return null;
  if (room.phase === 'ended') return <Over slug={episode.slug} />;

  const props: RoomProps = { link, room, episode, say };
  const visible = room.questions.filter((q) => q.state !== 'asked' && q.state !== 'declined').length;
  const open = room.polls.find((poll) => poll.state === 'open');
  const tabs: Tab[] = [
    { id: 'questions', label: <Counted label={t('room.questions')} count={visible} />, Panel: QuestionsTab },
    { id: 'poll', label: <Dotted label={t('room.polls')} news={open && t('room.poll.open')} />, Panel: PollTab },
    { id: 'about', label: t('room.about'), Panel: AboutTab },
  ];
  const { id, Panel } = tabs.find((tab) => tab.id === shown) ?? tabs[0]!;

  return (
    <>
      <Banner link={link} />
      {open && open.choice == null && id !== 'poll' && <PollBar poll={open} onOpen={() => show('poll')} />}
      <Tabs label={t('room.take-part')} selected={id} onSelect={show} items={tabs} />
      <div class="panels">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keys */}
        <div class="panel" role="tabpanel" id={`panel-${id}`} aria-labelledby={`tab-${id}`} tabIndex={0}>
          <Panel {...props} />
        </div>
      </div>
      <div class="bar">
        <AskBox {...props} />
      </div>
      <p class="vh" role="status">
        {said}
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

const Over = ({ slug }: { slug: string }) => (
  <div class="talk-over">
    <Notice icon="check">
      <p>{t('room.over')}</p>
      <p>
        <a href={`/e/${slug}`}>{t('room.to-replay')}</a>
      </p>
    </Notice>
  </div>
);
