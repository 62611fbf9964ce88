using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.TestKit.Fuzzing.WebRtc;

/// <summary>Opens protected packets; one that is accepted although nobody who has the key sent it is a fault.</summary>
internal sealed class SrtpReader
{
    private readonly SrtpReceiver _receiver;
    private readonly byte[] _buffer = new byte[4_096];
    private readonly HashSet<string> _genuine;

    private SrtpReader(SrtpProfile profile)
    {
        var key = new SrtpMasterKey(profile, new byte[SrtpProfile.KeyLength], new byte[profile.SaltLength]);
        Samples = Protect(key);
        _genuine = [.. Samples.Select(Convert.ToHexString)];
        _receiver = new SrtpReceiver(key);
    }

    public static SrtpReader Gcm { get; } = new(SrtpProfile.AeadAes128Gcm);

    public static SrtpReader CounterMode { get; } = new(SrtpProfile.Aes128CmSha1);

    public IReadOnlyList<byte[]> Samples { get; }

    public bool Read(ReadOnlySpan<byte> input)
    {
        input.CopyTo(_buffer);
        var packet = _buffer.AsSpan(0, input.Length);
        var length = RtpPacket.IsRtcp(input) ? _receiver.UnprotectRtcp(packet) : _receiver.UnprotectRtp(packet);
        if (length > 0 && !_genuine.Contains(Convert.ToHexString(input)))
            throw new InvalidOperationException("A forged packet was taken for genuine.");
        return length > 0;
    }

    private static List<byte[]> Protect(SrtpMasterKey key)
    {
        using var sender = new SrtpSender(key);
        var samples = new List<byte[]>();
        foreach (var packet in Captures.Datagrams("rtp").Concat(Captures.Datagrams("rtcp")))
        {
            var buffer = new byte[packet.Length + SrtpProfile.MaxOverhead];
            packet.CopyTo(buffer, 0);
            var length = RtpPacket.IsRtcp(packet) ? sender.ProtectRtcp(buffer, packet.Length) : sender.ProtectRtp(buffer, packet.Length);
            if (length > 0)
                samples.Add(buffer[..length]);
        }

        return samples;
    }
}
