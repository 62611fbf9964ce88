using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>What one contributor gives to the programme, on its way to a track of its own.</summary>
/// <param name="id">The contribution.</param>
internal sealed class VoiceTap(ContributionId id)
{
    private volatile string _name = "";

    public ContributionId Id => id;

    /// <summary>As she is called on air; empty before she ever was.</summary>
    public string Name
    {
        get => _name;
        set => _name = value;
    }

    /// <summary>Ticks at which there was nothing of her are left out.</summary>
    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromSeconds(40));
}
