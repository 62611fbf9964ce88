using System.Collections.Immutable;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Menu;

/// <summary>What the menu must know of a talk, as one caller meets it.</summary>
internal sealed record PhoneRoom
{
    public TalkPhase Phase { get; init; }

    /// <summary>The planned start at the station's hour; null when it has begun, or should have.</summary>
    public DateTimeOffset? Begins { get; init; }

    /// <summary>The start is more than six days away, so that the name of its day says nothing.</summary>
    public bool BeginsLater { get; init; }

    /// <summary>BCP 47 of what people write in this talk.</summary>
    public string Language { get; init; } = "en";

    /// <summary>She is in the programme.</summary>
    public bool OnAir { get; init; }

    /// <summary>How far her hand came; null when she raised none.</summary>
    public HandState? Hand { get; init; }

    /// <summary>Her place in line, from 1.</summary>
    public int Place { get; init; }

    /// <summary>The open poll, if a keypad can vote in it.</summary>
    public KeypadPoll? Poll { get; init; }

    /// <summary>The question that is being answered and whose rise she may help.</summary>
    public QuestionId? Answering { get; init; }

    /// <summary>Questions are taken, and may be recorded.</summary>
    public bool TakesQuestions { get; init; }

    /// <summary>Hands are taken.</summary>
    public bool TakesHands { get; init; }

    /// <summary>Her number is known, so that her vote counts once.</summary>
    public bool TakesVotes { get; init; }

    public bool IsOver => Phase == TalkPhase.Ended;

    public static PhoneRoom Of(TalkState talk, Caller caller, DateTimeOffset now)
    {
        var (start, isOpen) = (talk.Card!.LocalStart, talk.Phase is TalkPhase.GreenRoom or TalkPhase.Live);
        var hand = OwnHandView.Of(talk.Hands, caller.Person);
        var answering = talk.Questions.Answering is { } id && talk.Questions.Find(id) is { TakesUpvotes: true } question
            && caller.Voter is { } voter && !question.HasVoteOf(voter) ? id : (QuestionId?)null;
        return new PhoneRoom
        {
            Phase = talk.Phase,
            Begins = talk.LiveAt is null && start > now ? start : null,
            BeginsLater = start - now > TimeSpan.FromDays(6),
            Language = talk.Card.Language,
            OnAir = talk.Stage.OnAir.ContainsKey(new ContributionId(caller.Person.Value)),
            Hand = hand?.State,
            Place = hand?.Place ?? 0,
            Poll = isOpen ? KeypadPoll.Of(talk.Polls) : null,
            Answering = answering,
            TakesQuestions = talk.Over is null && !talk.Questions.AskingPaused && !talk.Card.Rules.NotRecorded,
            TakesHands = isOpen && !talk.Hands.Paused,
            TakesVotes = caller.Voter is not null,
        };
    }
}

/// <summary>A poll as a keypad can vote in it.</summary>
internal sealed record KeypadPoll(PollId Id, string Text, ImmutableArray<string> Options)
{
    /// <summary>The poll that is open; null when there is none, or one in which people write.</summary>
    public static KeypadPoll? Of(PollBook polls) =>
        polls.Open is { } id && polls.Find(id) is { Rules.Kind: not PollKind.Text } poll ? new KeypadPoll(id, poll.Paper.Text, poll.Options) : null;

    /// <summary>The option that a key stands for: 1 is the first, 0 the tenth; null when there is none.</summary>
    public int? OptionOf(char key) => (key == '0' ? 9 : key - '1') is var option && char.IsAsciiDigit(key) && option < Options.Length ? option : null;

    public bool Equals(KeypadPoll? other) => Id == other?.Id && Options.Length == other.Options.Length;

    public override int GetHashCode() => Id.GetHashCode();
}
