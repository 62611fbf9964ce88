using System.Text;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Tells the packets of two sections that share a transport apart (RFC 9143 §9.2): by the section's name where they bear
/// it, by their source once it is known, else by payload type. One thread at a time.
/// </summary>
internal sealed class BundleRouter(byte mediaIdExtension, string? audioName, string? videoName, byte videoPayloadType)
{
    private const int MostSources = 16; // of a peer that invents more, the others are told apart by payload type

    private readonly uint[] _sources = new uint[MostSources];
    private readonly bool[] _areVideo = new bool[MostSources];
    private int _count;

    /// <summary>Whether a packet belongs to the pictures.</summary>
    public bool IsVideo(in RtpPacket packet)
    {
        if (HeaderExtensionReader.TryFind(packet, mediaIdExtension, out var name) && SectionOf(name) is { } isVideo)
            Learn(packet.Ssrc, isVideo);

        var index = _sources.AsSpan(0, _count).IndexOf(packet.Ssrc);
        return index >= 0 ? _areVideo[index] : packet.PayloadType == videoPayloadType;
    }

    private bool? SectionOf(ReadOnlySpan<byte> name) =>
        Ascii.Equals(name, videoName) ? true
        : Ascii.Equals(name, audioName) ? false
        : null;

    private void Learn(uint source, bool isVideo)
    {
        var index = _sources.AsSpan(0, _count).IndexOf(source);
        if (index < 0 && _count == MostSources)
            return;
        if (index < 0)
            index = _count++;
        _sources[index] = source;
        _areVideo[index] = isVideo;
    }
}
