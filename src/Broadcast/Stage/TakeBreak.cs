using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Tells everybody that the talk goes on in a minute, in a sentence of the host's; null ends the break. The sound goes on.</summary>
internal sealed record TakeBreak(string? Sentence) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        var sentence = PlainText.Clean(Sentence);
        if (!PlainText.Fits(sentence, StageLimits.BreakCharacters))
            return StageFaults.LongSentence;
        var wanted = sentence.Length > 0 ? sentence : null;
        return talk.Plan.Break == wanted ? Decision.AlreadySo : new BreakChanged(wanted);
    }
}

/// <summary>A break began, or ended.</summary>
internal sealed record BreakChanged(string? Sentence) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfShow;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Plan = talk.Plan with { Break = Sentence } };
}
