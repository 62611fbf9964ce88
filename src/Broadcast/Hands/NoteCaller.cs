using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>What a screener learned of somebody before she is heard. The studio alone sees it.</summary>
/// <param name="Name">As she wants to be called, or null.</param>
/// <param name="Place">From where, or null.</param>
/// <param name="Topic">What she wants to say, or null.</param>
/// <param name="Language">BCP 47 of what she speaks, or null.</param>
internal sealed record Screening(string? Name, string? Place, string? Topic, string? Language)
{
    public static readonly Screening Blank = new(null, null, null, null);

    /// <summary>As she is announced: "Caller 12, Savannakhet", or by her own name where she gave one.</summary>
    public string Announce(string known) => Place is null ? Name ?? known : $"{Name ?? known}, {Place}";
}

/// <summary>Fills in the form of a caller, or of anybody else who may be heard; it is the whole form each time.</summary>
internal sealed record NoteCaller(PersonId Person, string? Name, string? Place, string? Topic, string? Language) : ScreenerCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        var form = new Screening(Written(Name), Written(Place), Written(Topic), LanguageTag.Of(Language));
        if (!Fits(form.Name, HandLimits.Name) || !Fits(form.Place, HandLimits.Name) || !Fits(form.Topic, HandLimits.Note))
            return HandFaults.FormTooLong;
        return talk.Hands.FormOf(Person) == form ? Decision.AlreadySo : new CallerNoted(Person, form);
    }

    private static string? Written(string? text) => PlainText.Clean(text) is { Length: > 0 } clean ? clean : null;

    private static bool Fits(string? text, int characters) => text is null || PlainText.Fits(text, characters);
}

/// <summary>The form of somebody who may be heard was filled in.</summary>
internal sealed record CallerNoted(PersonId Person, Screening Form) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfHands;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Hands = talk.Hands.Note(Person, Form) };
}
