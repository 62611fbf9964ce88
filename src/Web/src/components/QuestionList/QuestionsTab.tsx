import { useState } from 'preact/hooks';
import type { QuestionView } from '../../lib/protocol';
import { explain } from '../../lib/refusals';
import type { RoomProps } from '../Room/room-props';
import { QuestionList } from './QuestionList';

/** The questions, and what one may do with them. */
export function QuestionsTab({ link, room }: RoomProps) {
  const [fault, setFault] = useState<{ id: string; text: string }>();
  const vote = (q: QuestionView) => {
    setFault(undefined);
    link
      .send(q.voted ? 'TakeBackUpvote' : 'Upvote', q.id)
      .catch((refusal: unknown) => setFault({ id: q.id, text: explain(refusal) }));
  };
  return (
    <QuestionList room={room} fault={fault} onVote={vote} onEdit={(q, text) => link.send('EditQuestion', q.id, text)} />
  );
}
