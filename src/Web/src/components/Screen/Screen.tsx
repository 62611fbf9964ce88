import { t } from '../../lib/i18n';
import type { PollView, QuestionView, SlideView } from '../../lib/protocol';
import { sortQuestions } from '../../lib/room-state';
import type { TalkLink } from '../../lib/talk-link';
import { credits } from '../Stage/credits';
import { hasResult, useFreshResult } from './fresh-result';
import { Result } from './Result';

export interface ScreenEpisode {
  talkId: string;
  speakers: string[];
  language: string;
  /** One thing alone: slide, question, poll, names; else "all". */
  show: string;
}

/** One thing at a time, the most urgent first: a break, the poll, the slide, the question that is answered. */
export function Screen({ link, episode }: { link: TalkLink; episode: ScreenEpisode }) {
  const room = link.room.value;
  const fresh = useFreshResult(room?.polls ?? []);
  if (!room) return null;
  const unseen = <h1 class="vh">{room.title}</h1>;
  if (episode.show === 'names') return unseen;
  const all = episode.show === 'all';
  const wants = (thing: string) => all || episode.show === thing;
  const { slide, break: pause } = room.stage;
  const question = wants('question') ? sortQuestions(room).answering[0] : undefined;
  const poll = wants('poll') ? pollOf(room.polls, all ? fresh : 'last') : undefined;

  if (pause && all) return <h1 class="sc-title sc-break">{pause}</h1>;
  if (poll) return <Result poll={poll} />;
  if (slide && wants('slide')) {
    return (
      <>
        <Slide slide={slide} />
        {question ? <Question question={question} beside /> : unseen}
      </>
    );
  }
  if (question) return <Question question={question} />;
  return all ? (
    <>
      <h1 class="sc-title" lang={episode.language}>
        {room.title}
      </h1>
      <p class="sc-by">{room.onAir.length > 0 ? credits(room) : episode.speakers.join(' · ')}</p>
    </>
  ) : (
    unseen
  );
}

/** Name and role of whoever the producer points at. */
export function Named({ link }: { link: TalkLink }) {
  const named = link.room.value?.stage.named;
  return named ? (
    <p>
      <b>{named.name}</b>
      {named.about && <span>{named.about}</span>}
    </p>
  ) : null;
}

/** The poll that is open, else the one whose result has just come; where the poll alone is wanted, the last with a result. */
const pollOf = (polls: PollView[], result: string | undefined): PollView | undefined =>
  polls.find((poll) => poll.state === 'open') ??
  [...polls].reverse().find((poll) => hasResult(poll) && (result === 'last' || poll.id === result));

const Slide = ({ slide }: { slide: SlideView }) => (
  <img
    class="sc-slide"
    src={slide.large.url}
    width={slide.large.width}
    height={slide.large.height}
    alt={slide.text ?? t('room.slide.n', { n: slide.number })}
  />
);

const Question = ({ question, beside }: { question: QuestionView; beside?: boolean }) => (
  <div class={beside ? 'sc-q sc-beside' : 'sc-q'} role="status">
    <p class="sc-k">{t('room.q.answering')}</p>
    <h1 class={question.text.length > 120 ? 'sc-title sc-long' : 'sc-title'} lang={question.language ?? undefined}>
      {question.text}
    </h1>
    <p class="sc-by">{question.author ?? t('room.anonymous')}</p>
  </div>
);
