import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n';
import { newId } from '../../lib/id';
import type { PollView, QuestionView, RoomView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import { changePoll, changeQuestion, removeQuestion } from '../../lib/room-state';
import type { TalkLink } from '../../lib/talk-link';
import { AskBox } from '../AskBox/AskBox';
import { Ballot } from '../Ballot/Ballot';
import { Banner } from '../Banner/Banner';
import { Notice } from '../Notice/Notice';
import { PollBar } from '../PollBar/PollBar';
import { QuestionList } from '../QuestionList/QuestionList';
import { Tabs } from '../Tabs/Tabs';

/** What the page knows of the episode and the hub does not tell. */
export interface Episode {
  talkId: string;
  slug: string;
  description: string;
  speakers: string[];
  language: string;
  frequency?: string | null;
  phone?: string | null;
}

/** Taking part: questions, poll, the talk itself. */
export function Room({ link, episode }: { link: TalkLink; episode: Episode }) {
  const room = link.room.value;
  const [tab, setTab] = useState('questions');
  const [said, setSaid] = useState('');
  if (!room) return null;
  if (room.phase === 'ended') return <Over slug={episode.slug} />;

  const open = room.polls.find((poll) => poll.state === 'open');
  const shown = [...room.polls].reverse().filter((poll) => poll.state !== 'draft');
  const visible = room.questions.filter((q) => q.state !== 'asked' && q.state !== 'declined').length;

  const ask = async (text: string) => {
    const id = newId();
    link.expect((now) => ({ ...now, questions: [...now.questions, draftOf(id, text)] }));
    try {
      await link.send('Ask', id, text, null, document.documentElement.lang || null);
      setSaid(t('room.said.asked'));
    } catch (refusal) {
      link.expect((now) => removeQuestion(now, id));
      throw refusal;
    }
  };
  const vote = (q: QuestionView) => {
    const mark = (voted: boolean, by: number) =>
      link.expect((now) => changeQuestion(now, q.id, { voted, votes: Math.max(0, q.votes + by) }));
    mark(!q.voted, q.voted ? -1 : 1);
    link.send(q.voted ? 'TakeBackUpvote' : 'Upvote', q.id).catch((refusal: unknown) => {
      mark(q.voted, 0);
      setSaid(explain(refusal));
    });
  };
  const cast = (poll: PollView, option: number) => {
    link.expect((now) => changePoll(now, poll.id, { choice: option }));
    link.send('CastVote', poll.id, option).then(
      () => setSaid(t('room.poll.counted-wait')),
      (refusal: unknown) => {
        link.expect((now) => changePoll(now, poll.id, { choice: null }));
        setSaid(explain(refusal));
      },
    );
  };
  const edit = (q: QuestionView, text: string) => {
    link.expect((now) => changeQuestion(now, q.id, { text }));
    return link.send('EditQuestion', q.id, text).catch((refusal: unknown) => setSaid(explain(refusal)));
  };

  return (
    <>
      <Banner state={link.state.value} unsent={link.unsent.value} />
      {open && open.choice == null && tab !== 'poll' && <PollBar poll={open} onOpen={() => setTab('poll')} />}
      <Tabs
        label={t('room.take-part')}
        selected={tab}
        onSelect={setTab}
        items={[
          {
            id: 'questions',
            label: (
              <>
                {t('room.questions')} <span class="count num">{visible}</span>
              </>
            ),
          },
          {
            id: 'poll',
            label: (
              <>
                {t('room.polls')}{' '}
                {open && (
                  <span class="dot">
                    <span class="vh">{t('room.poll.open')}</span>
                  </span>
                )}
              </>
            ),
          },
          { id: 'about', label: t('room.about') },
        ]}
      />
      <div class="panels">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keys */}
        <div class="panel" role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} tabIndex={0}>
          {tab === 'questions' && <QuestionList questions={room.questions} onVote={vote} onEdit={edit} />}
          {tab === 'poll' &&
            shown.map((poll) => <Ballot poll={poll} key={poll.id} onVote={(option) => cast(poll, option)} />)}
          {tab === 'poll' && shown.length === 0 && <p class="q-empty">{t('room.poll.none')}</p>}
          {tab === 'about' && <About episode={episode} onAir={room.onAir} />}
        </div>
      </div>
      <AskBox talkId={episode.talkId} paused={room.askingPaused} phone={episode.phone ?? undefined} onAsk={ask} />
      <p class="vh" role="status">
        {said}
      </p>
      <Arrivals room={room} />
    </>
  );
}

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

const About = ({ episode, onAir }: { episode: Episode; onAir: string[] }) => (
  <div class="about" lang={episode.language}>
    <p>{episode.description}</p>
    {episode.speakers.length > 0 && <p>{t('room.with', { names: episode.speakers.join(', ') })}</p>}
    {onAir.length > 0 && <p>{t('room.on-air', { names: onAir.join(', ') })}</p>}
  </div>
);

/** New questions of others are not announced one by one, but their number, at most every half minute. */
function Arrivals({ room }: { room: RoomView }) {
  const [text, setText] = useState('');
  const told = useRef(room.questions.length);
  const latest = useRef(room);
  latest.current = room;
  useEffect(() => {
    const timer = setInterval(() => {
      const count = latest.current.questions.length;
      setText(count > told.current ? t('room.said.new', { n: count - told.current }) : '');
      told.current = count;
    }, 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="vh" aria-live="polite">
      {text}
    </p>
  );
}

/** The question as its author sees it at once; the server's own words replace it. */
const draftOf = (id: string, text: string): QuestionView => ({
  id,
  text,
  state: 'asked',
  votes: 0,
  mine: true,
  voted: false,
  askedAt: new Date().toISOString(),
});
