import { t } from '../../lib/i18n';
import { shares } from '../../lib/polls';
import type { PollView, QuestionView, SlideView } from '../../lib/protocol';
import { sortQuestions } from '../../lib/room-state';
import type { TalkLink } from '../../lib/talk-link';
import { Share } from '../Ballot/Share';
import { credits } from '../Stage/credits';

export interface ScreenEpisode {
  talkId: string;
  speakers: string[];
  language: string;
  /** One thing alone: slide, question, poll, names; else "all". */
  show: string;
}

/** One thing at a time, the most urgent first: a break, the poll that is open, the question that is answered, the slide. */
export function Screen({ link, episode }: { link: TalkLink; episode: ScreenEpisode }) {
  const room = link.room.value;
  if (!room || episode.show === 'names') return null;
  const all = episode.show === 'all';
  const wants = (thing: string) => all || episode.show === thing;
  const { slide, break: pause } = room.stage;
  const question = wants('question') ? sortQuestions(room).answering[0] : undefined;
  const poll = wants('poll') ? pollOf(room.polls, all) : undefined;

  if (pause && all) return <p class="sc-title sc-break">{pause}</p>;
  if (poll) return <Result poll={poll} />;
  if (slide && wants('slide')) {
    return (
      <>
        <Slide slide={slide} />
        {question && <Question question={question} beside />}
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
  ) : null;
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

/** The poll that is open; where the poll alone is wanted, else the last that has a result. */
const pollOf = (polls: PollView[], all: boolean): PollView | undefined =>
  polls.find((poll) => poll.state === 'open') ??
  (all ? undefined : [...polls].reverse().find((poll) => poll.tally && poll.state !== 'draft'));

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
    <p class="sc-title" lang={question.language ?? undefined}>
      {question.text}
    </p>
    <p class="sc-by">{question.author ?? t('room.anonymous')}</p>
  </div>
);

/** While it is open its choices, so that nobody follows the crowd; afterwards its result. */
function Result({ poll }: { poll: PollView }) {
  const percent = poll.state !== 'open' && poll.tally ? shares(poll) : null;
  return (
    <div class="sc-poll" role="status">
      <p class="sc-title">{poll.text}</p>
      <ol>
        {poll.options.map((option, index) => (
          <li key={option}>
            {percent && <Share class="sc-bar" percent={percent[index] ?? 0} />}
            <span>{option}</span>
            {percent && <b class="num">{percent[index] ?? 0}%</b>}
          </li>
        ))}
      </ol>
      <p class="sc-by">{t('room.poll.votes', { n: poll.voters })}</p>
    </div>
  );
}
