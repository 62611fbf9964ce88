namespace TalksPlatform.Contracts;

/// <summary>
/// The policies that endpoints, pages and hub methods name. What names none is denied. Each asks for a <see cref="Role"/>
/// in the talk or the series at hand.
/// </summary>
public static class Policies
{
    /// <summary>Anybody with a token, an anonymous attendee's too, may listen, ask and vote.</summary>
    public const string Listen = nameof(Listen);

    /// <summary>A speaker of this talk, and whoever its studio called up out of the audience, may send sound.</summary>
    public const string Speak = nameof(Speak);

    /// <summary>A speaker of this talk sees and sends the slides that are to be shown in it.</summary>
    public const string Prepare = nameof(Prepare);

    /// <summary>A screener of this series may enter the studio, and looks after hands, callers and their questions.</summary>
    public const string Screen = nameof(Screen);

    /// <summary>A moderator of this series decides on questions, chat and announcements, and blocks people.</summary>
    public const string Moderate = nameof(Moderate);

    /// <summary>A producer of this series runs polls, stage, sound and slides, freezes the room, goes live and ends.</summary>
    public const string Produce = nameof(Produce);

    /// <summary>A host of this series invites its team and its speakers, and sets its calendar and its rules.</summary>
    public const string Host = nameof(Host);

    /// <summary>An administrator of the platform.</summary>
    public const string Administer = nameof(Administer);
}
