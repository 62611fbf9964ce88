using System.Text.Json;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>All of a state as text, in an order that does not depend on how it came about: for comparing.</summary>
internal static class Portrait
{
    public static string Of(TalkState talk) => JsonSerializer.Serialize(new
    {
        talk.Seq,
        talk.Card,
        talk.Phase,
        talk.OpenedAt,
        talk.LiveAt,
        talk.EndedAt,
        talk.OpenRecording,
        talk.Questions.AskingPaused,
        talk.Questions.Answering,
        talk.Questions.Next,
        Questions = talk.Questions.All.Values.OrderBy(question => question.Order)
            .Select(question => new
            {
                question = question with { Upvoters = [], JoinedVoters = [] },
                Upvoters = question.Upvoters.Order(ById),
                JoinedVoters = question.JoinedVoters.Order(ById),
            }),
        Polls = talk.Polls.All.Values.OrderBy(poll => poll.Order)
            .Select(poll => new
            {
                poll.Id,
                poll.Paper,
                poll.State,
                poll.Cue,
                poll.OpenedAt,
                poll.EndsAt,
                poll.ClosedAt,
                poll.Tally,
                Ballots = poll.Ballots.OrderBy(ballot => ballot.Key, ById).Select(ballot => new { ballot.Key, Options = ballot.Value.ToList() }),
                poll.Answers.Groups,
                AnswerTally = poll.Answers.Tally,
                Written = poll.Answers.ByVoter.OrderBy(answer => answer.Key, ById),
                Answers = poll.Answers.ByWords.Values.OrderBy(answer => answer.Order),
            }),
        talk.Notices,
        Changes = talk.Changes.OrderBy(change => change.Key, ById),
        Chat = talk.Chat.Latest,
        Removed = talk.Chat.Removed.Order(Comparer<Contracts.MessageId>.Create((one, other) => one.Value.CompareTo(other.Value))),
        Hands = talk.Hands with
        {
            Gone = talk.Hands.Gone.Clear(),
            Raises = talk.Hands.Raises.Clear(),
            Forms = talk.Hands.Forms.Clear(),
            HungUp = talk.Hands.HungUp.Clear(),
        },
        Callers = talk.Callers.OrderBy(caller => caller.Key, ById),
        Forms = talk.Hands.Forms.OrderBy(form => form.Key, ById),
        HungUp = talk.Hands.HungUp.OrderBy(call => call.Key, ById),
        Strips = talk.Stage.Strips.OrderBy(strip => strip.Key.Value),
        talk.Mix,
        talk.Crew,
        talk.Plan,
        Gone = talk.Hands.Gone.OrderBy(hand => hand.Key, ById),
        Raises = talk.Hands.Raises.OrderBy(raise => raise.Key, ById),
        OnAir = talk.Stage.OnAir.Values.OrderBy(voice => voice.Since),
        NextVoices = talk.Stage.Next.OrderBy(voice => voice.Value),
    });

    private static readonly Comparer<Contracts.PersonId> ById =
        Comparer<Contracts.PersonId>.Create((one, other) => one.Value.CompareTo(other.Value));
}
