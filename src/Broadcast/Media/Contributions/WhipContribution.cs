using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Contributions;

/// <summary>A voice from a browser: an expert's, or of somebody in the audience who was called up. It bears her person's value, so that she finds her seat again after any crash.</summary>
internal sealed class WhipContribution(PersonId person, string name, PeerConnection peer, VoiceKind kind = VoiceKind.Speaker) : IContribution
{
    private readonly VoiceQuality _quality = new();

    public ContributionId Id { get; } = new(person.Value);

    public string Name => name;

    public VoiceKind Kind => kind;

    public bool Connected => peer.State == PeerState.Connected;

    public string? Digits => null;

    public int? Quality => peer.Receiver is { } receiver ? _quality.Of(receiver.Statistics) : null;

    public Task Ended => peer.Closed;

    /// <summary>A browser that offered to receive too; others fetch the programme by WHEP.</summary>
    public bool TakesReturn => peer.Sender is not null;

    public AudioSender? SharedBack => peer.Sender;

    public bool Read(Span<float> samples)
    {
        if (peer.Receiver is { } receiver)
            return receiver.Read(samples);
        samples.Clear();
        return false;
    }

    public void SendReturn(ReadOnlySpan<float> samples) => peer.Sender?.Send(samples);

    public ValueTask DisposeAsync() => peer.DisposeAsync();
}
