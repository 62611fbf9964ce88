using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>The cells of the matrix that baresip fills.</summary>
public static class BaresipCells
{
    /// <summary>Each codec over each transport.</summary>
    public static TheoryData<AudioCodec, string> All { get; } = new MatrixTheoryData<AudioCodec, string>(
        [AudioCodec.Opus, AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu, AudioCodec.L16], ["udp", "tcp", "tls"]);

    /// <summary>Notes one of them.</summary>
    public static void Show(AudioCodec codec, string direction, string transport) => InteropAttribute.Show(
        "baresip", codec == AudioCodec.Opus ? "opus" : codec.ToString().ToUpperInvariant(), direction, transport.ToUpperInvariant());
}
