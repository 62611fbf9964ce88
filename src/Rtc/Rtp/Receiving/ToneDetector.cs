using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Hears keypad digits as the tones themselves (ITU-T Q.23) in a G.711 voice: for lines that know no keypad events. It
/// listens to what arrives, in order; where packets are lost it takes a tone that was there for one that goes on.
/// </summary>
internal sealed class ToneDetector : IDisposable
{
    private const int LongestLoss = 25; // packets; after more it is another tone
    private const int Block = 480;
    private readonly Spandsp.DtmfReceiverHandle _receiver = Spandsp.CreateDtmfReceiver(0, 0, 0);
    private readonly Func<byte, short> _decode;
    private readonly short[] _pcm = new short[Block];
    private ushort _expected;
    private uint _ssrc;
    private bool _any;

    private ToneDetector(Func<byte, short> decode) => _decode = decode;

    /// <summary>One for a format whose tones can be trusted and are needed; null for others.</summary>
    public static ToneDetector? For(AudioFormat format) => format switch
    {
        { DigitPayloadType: not null } => null,
        { Codec: AudioCodec.Pcma } => new ToneDetector(G711.DecodeALaw),
        { Codec: AudioCodec.Pcmu } => new ToneDetector(G711.DecodeMuLaw),
        _ => null,
    };

    /// <summary>Listens to one packet.</summary>
    /// <param name="packet">It bears G.711.</param>
    /// <param name="keys">Receives the keys that it completed.</param>
    /// <returns>How many those are.</returns>
    public int Detect(in RtpPacket packet, Span<byte> keys)
    {
        var lost = (ushort)(packet.SequenceNumber - _expected);
        if (_any && packet.Ssrc == _ssrc && lost > 0)
        {
            if (lost > ushort.MaxValue / 2)
                return 0; // late, or a second time
            if (lost <= LongestLoss)
                _ = Spandsp.FillInDtmf(_receiver, lost * packet.Payload.Length);
        }

        (_any, _ssrc, _expected) = (true, packet.Ssrc, (ushort)(packet.SequenceNumber + 1));
        Listen(packet.Payload);
        return (int)Spandsp.FetchDtmf(_receiver, ref MemoryMarshal.GetReference(keys), keys.Length - 1); // and a zero behind them
    }

    public void Dispose() => _receiver.Dispose();

    private void Listen(ReadOnlySpan<byte> payload)
    {
        for (var rest = payload; !rest.IsEmpty;)
        {
            var block = rest[..Math.Min(rest.Length, Block)];
            for (var i = 0; i < block.Length; i++)
                _pcm[i] = _decode(block[i]);
            _ = Spandsp.ReceiveDtmf(_receiver, in MemoryMarshal.GetArrayDataReference(_pcm), block.Length);
            rest = rest[block.Length..];
        }
    }
}
