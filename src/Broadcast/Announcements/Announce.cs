using System.Collections.Immutable;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Announcements;

/// <summary>What the host tells everybody: the one that is shown, and the latest of those before it.</summary>
internal sealed record NoticeBoard(Announcement? Current, ImmutableList<Announcement> Earlier)
{
    public static readonly NoticeBoard Empty = new(null, []);

    private const int Kept = 10;

    /// <summary>Shows this one, or none.</summary>
    public NoticeBoard Show(Announcement? next) => Current is null
        ? this with { Current = next }
        : new NoticeBoard(next, [Current, .. Earlier.Take(Kept - 1)]);
}

/// <summary>One announcement.</summary>
/// <param name="Order">The sequence number at which it was made; its name, too.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Link">An https address, or null.</param>
/// <param name="At">When.</param>
internal sealed record Announcement(long Order, string Text, string? Link, DateTimeOffset At);

/// <summary>Tells everybody something, in place of what was told before.</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Link">An https address, or null.</param>
internal sealed record Announce(string Text, string? Link = null) : ModeratorCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        var text = PlainText.Clean(Text);
        if (text.Length == 0)
            return AnnouncementFaults.Empty;
        if (!PlainText.Fits(text, AnnouncementLimits.Text))
            return AnnouncementFaults.TooLong;
        if (string.IsNullOrWhiteSpace(Link))
            return Decide(talk, text, null);
        return AddressOf(Link.Trim()) is { } address ? Decide(talk, text, address) : AnnouncementFaults.BadLink;
    }

    private static Decision Decide(TalkState talk, string text, string? link) =>
        talk.Notices.Current is { } shown && shown.Text == text && shown.Link == link ? Decision.AlreadySo : new Announced(text, link);

    /// <summary>An https address as a browser takes it; null when it is none, or bears a name and password to deceive.</summary>
    private static string? AddressOf(string link) =>
        link.Length <= AnnouncementLimits.Link
        && Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.UserInfo.Length == 0
            ? uri.AbsoluteUri
            : null;
}

/// <summary>Everybody was told something.</summary>
internal sealed record Announced(string Text, string? Link) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfNotices;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Notices = talk.Notices.Show(new Announcement(stamp.Seq, Text, Link, stamp.At)),
    };
}

/// <summary>Takes an announcement down; another that has taken its place stays.</summary>
internal sealed record TakeDownAnnouncement(long Announcement) : ModeratorCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Notices.Current?.Order == Announcement ? new AnnouncementTakenDown() : Decision.AlreadySo;
    }
}

/// <summary>Nothing is announced any more.</summary>
internal sealed record AnnouncementTakenDown : TalkEvent
{
    public override RoomChange Change => RoomChange.OfNotices;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Notices = talk.Notices.Show(null) };
}

/// <summary>Why an announcement is refused.</summary>
internal static class AnnouncementFaults
{
    public static readonly Fault Empty = new("announcement.empty", FaultKind.Invalid,
        "Write what everybody should know first.");

    public static readonly Fault TooLong = new("announcement.too-long", FaultKind.Invalid,
        $"An announcement has at most {AnnouncementLimits.Text} characters. Make it shorter.");

    public static readonly Fault BadLink = new("announcement.bad-link", FaultKind.Invalid,
        "The link has to be a whole address that begins with https://.");
}

/// <summary>Bounds of an announcement.</summary>
internal static class AnnouncementLimits
{
    /// <summary>User-perceived characters.</summary>
    public const int Text = 280;

    /// <summary>UTF-16 units.</summary>
    public const int Link = 500;
}
