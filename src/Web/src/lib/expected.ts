// What a person did is seen at once: the room as it will be when what she gave is accepted. A refusal needs no undoing.
import type { Command } from './kept';
import { type Ballot, withBallot } from './polls';
import type { QuestionView, RoomView } from './protocol';
import { changePoll, changeQuestion } from './room-state';

/** The room with all that waits for an answer. */
export const expected = (room: RoomView, waiting: readonly Command[]): RoomView =>
  waiting.reduce((now, command) => withCommand(now, command), room);

/**
 * The room with a command. `accepted` tells the number that the server gave it: what it counts came with that number, so
 * that a room which is as new has counted it already.
 */
export function withCommand(room: RoomView, { method, args, at }: Command, accepted?: number): RoomView {
  const id = args[2] as string;
  const count = accepted === undefined || room.seq < accepted ? 1 : 0;
  const vote = (voted: boolean, by: number) => {
    const known = room.questions.find((q) => q.id === id);
    if (!known || known.voted === voted) return room;
    return changeQuestion(room, id, { voted, votes: Math.max(0, known.votes + by * count) });
  };
  switch (method) {
    case 'Ask':
      if (room.questions.some((q) => q.id === id)) return changeQuestion(room, id, { mine: true });
      return { ...room, questions: [...room.questions, draftOf(args, at, accepted === undefined)] };
    case 'EditQuestion':
      return changeQuestion(room, id, { text: args[3] as string });
    case 'Upvote':
      return vote(true, 1);
    case 'TakeBackUpvote':
      return vote(false, -1);
    case 'CastVote':
      return changePoll(room, id, withBallot(args[3] as Ballot));
    default:
      return room;
  }
}

/** The question as its author sees it at once; the server's own words replace it. */
const draftOf = (args: unknown[], at: number, sending: boolean): QuestionView => ({
  id: args[2] as string,
  text: args[3] as string,
  author: (args[4] as string | null)?.trim() || null,
  sending,
  state: 'asked',
  votes: 0,
  mine: true,
  voted: false,
  askedAt: new Date(at).toISOString(),
});
