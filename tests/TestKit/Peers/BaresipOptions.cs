namespace TalksPlatform.TestKit.Peers;

/// <summary>How a baresip is to behave.</summary>
/// <param name="Codecs">As baresip writes them, dearest first: opus/48000/2, G722/16000/1, PCMA/8000/1, PCMU/8000/1, L16/48000/1.</param>
/// <param name="ToneHertz">What it says, at <see cref="BaresipPeer.ToneLevel"/>.</param>
/// <param name="AnswersAtOnce">Whether it picks up by itself.</param>
/// <param name="Password">What it proves itself with, as user "baresip", when challenged.</param>
public sealed record BaresipOptions(
    string Codecs, double ToneHertz = 1_000, bool AnswersAtOnce = false, string Password = "secret")
{
    /// <summary>Whether voices are encrypted with keys from the session description (RFC 4568): none others are taken then.</summary>
    public bool Encrypts { get; init; }

    /// <summary>How much sound a packet holds, in ms.</summary>
    public int PacketMilliseconds { get; init; } = 20;

    /// <summary>What it says instead of the tone, at 48 kHz; null for the tone.</summary>
    public float[]? Says { get; init; }
}
