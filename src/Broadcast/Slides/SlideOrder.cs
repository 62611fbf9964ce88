using System.Text.Json;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>
/// Slides that were sent and are to be drawn. It lies as order.json beside its files, so that whichever process has the
/// disk goes on with it after a crash.
/// </summary>
/// <param name="Deck">What they will be.</param>
/// <param name="Talk">Whose.</param>
/// <param name="Name">As the studio sees it.</param>
/// <param name="Sources">File names of ours, in their order.</param>
internal sealed record SlideOrder(DeckId Deck, TalkId Talk, string Name, IReadOnlyList<string> Sources)
{
    /// <summary>Its name in its folder.</summary>
    public const string FileName = "order.json";

    /// <summary>How often drawing was begun.</summary>
    public int Attempts { get; init; }

    /// <summary>Slides that are drawn.</summary>
    public int Done { get; init; }

    /// <summary>Slides in all; 0 while that is not known.</summary>
    public int Pages { get; init; }

    /// <summary>The code of the fault that ended it, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>The fault in words.</summary>
    public string? Reason { get; init; }

    /// <summary>The order in this folder; null when there is none, or when it was never written to its end.</summary>
    public static SlideOrder? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<SlideOrder>(File.ReadAllBytes(Path.Combine(folder, FileName)), BroadcastJson.Options);
        }
        catch (Exception none) when (none is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    /// <exception cref="IOException">The folder is gone: somebody took the order back.</exception>
    public void Write(string folder)
    {
        var draft = Path.Combine(folder, $"{FileName}.draft");
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(this, BroadcastJson.Options));
        File.Move(draft, Path.Combine(folder, FileName), overwrite: true);
    }
}
