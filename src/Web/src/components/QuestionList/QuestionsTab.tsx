import type { QuestionView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import { changeQuestion } from '../../lib/room-state';
import type { RoomProps } from '../Room/room-props';
import { QuestionList } from './QuestionList';

/** The questions, and what one may do with them. */
export function QuestionsTab({ link, room, say }: RoomProps) {
  const vote = (q: QuestionView) => {
    const mark = (voted: boolean, by: number) =>
      link.expect((now) => changeQuestion(now, q.id, { voted, votes: Math.max(0, q.votes + by) }));
    mark(!q.voted, q.voted ? -1 : 1);
    link.send(q.voted ? 'TakeBackUpvote' : 'Upvote', q.id).catch((refusal: unknown) => {
      mark(q.voted, 0);
      say(explain(refusal));
    });
  };
  const edit = (q: QuestionView, text: string) => {
    link.expect((now) => changeQuestion(now, q.id, { text }));
    return link.send('EditQuestion', q.id, text).catch((refusal: unknown) => say(explain(refusal)));
  };
  return <QuestionList room={room} onVote={vote} onEdit={edit} />;
}
