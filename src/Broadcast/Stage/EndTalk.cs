using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Ends the talk: the poll that is open closes, the answer that is given is finished, every voice leaves.</summary>
internal sealed record EndTalk : StudioCommand
{
    public override bool BeforeDoors => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Phase switch
    {
        TalkPhase.Ended => Decision.AlreadySo,
        TalkPhase.Announced when actor != Actor.Platform => TalkFaults.Unknown, // calling it off is the calendar's
        _ => new Ended(talk.Polls.Open, talk.Questions.Answering),
    };
}

/// <summary>The programme is over. A talk that never went live just closed its doors.</summary>
/// <param name="Closes">The poll that was open until now; null when there was none.</param>
/// <param name="Finishes">The question that was being answered; null when there was none.</param>
internal sealed record Ended(PollId? Closes = null, QuestionId? Finishes = null) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfStage with { Poll = Closes, Question = Finishes, ToAuthor = Finishes is not null };

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Phase = TalkPhase.Ended,
        EndedAt = stamp.At,
        Questions = talk.Questions.FinishAnswer(stamp.At),
        Polls = talk.Polls.CloseOpen(stamp.At),
        Stage = StageState.Empty,
        Hands = HandLine.Empty,
        Mix = MixState.Empty with { CoHost = talk.Mix.CoHost }, // whoever took over has more to do: answers in writing, times
    };

    public override IFact? Fact(TalkState talk, Stamp stamp) => new TalkEnded(talk.Id, talk.LiveAt, stamp.At);
}
