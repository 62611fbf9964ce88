using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>What is filled in.</summary>
internal enum FallbackKind
{
    /// <summary>Music, for half a minute.</summary>
    Bed,

    /// <summary>Who we are.</summary>
    Ident,

    /// <summary>The next clip of the shelf that is long enough to be one.</summary>
    Item,
}

/// <summary>One thing that is filled in.</summary>
internal sealed record FallbackStep(FallbackKind Kind, ShelvedSound Sound);

/// <summary>
/// In which order a shelf is filled in: its first bed, its first ident, the next of its items, and so on. An item is a clip of
/// half a minute or more, for a cart's applause is none; where there are none the bed comes again.
/// </summary>
internal sealed class FallbackPlan
{
    /// <summary>How long a bed is heard before anything else.</summary>
    public static readonly TimeSpan BedTime = TimeSpan.FromSeconds(30);

    private const double ShortestItem = 30; // seconds

    private FallbackKind? _last;
    private int _items;

    /// <summary>What lies on the shelf as far as is known; what every shelf has while nothing is.</summary>
    public IReadOnlyList<ShelvedSound> Shelf { get; set; } = BuiltInSounds.All;

    /// <summary>What is filled in next.</summary>
    public FallbackStep Next()
    {
        ShelvedSound[] items = [.. Shelf.Where(sound => sound is { Kind: SoundKind.Clip, Seconds: >= ShortestItem })];
        _last = _last switch
        {
            FallbackKind.Bed => FallbackKind.Ident,
            FallbackKind.Ident when items is not [] => FallbackKind.Item,
            _ => FallbackKind.Bed,
        };
        return new FallbackStep(_last.Value, _last switch
        {
            FallbackKind.Bed => Of(SoundKind.Bed),
            FallbackKind.Ident => Of(SoundKind.Ident),
            _ => items[_items++ % items.Length],
        });
    }

    /// <summary>The next fault begins with the bed again; with the item behind the one that was heard last.</summary>
    public void Restart() => _last = null;

    private ShelvedSound Of(SoundKind kind) => Shelf.FirstOrDefault(sound => sound.Kind == kind && sound.File.Length > 0)
        ?? BuiltInSounds.All.First(sound => sound.Kind == kind);
}
