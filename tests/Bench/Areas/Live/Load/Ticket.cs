namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Where one attendee goes.</summary>
/// <param name="Path">Of the hub or WebSocket.</param>
/// <param name="Token">Hers, or null where nobody asks.</param>
/// <param name="Talk">What she joins; null where connecting is all.</param>
internal readonly record struct Ticket(string Path, string? Token, string? Talk)
{
    /// <summary>The name by which she knows the server.</summary>
    public string Host { get; init; } = "127.0.0.1";
}
