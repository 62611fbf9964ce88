using System.Security.Cryptography;
using TalksPlatform.Bench.Peers;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.Rtc.Tests.Srtp;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>The same sessions, with the same keys, at all three.</summary>
internal sealed class SrtpSessions : IDisposable
{
    private const int HeaderLength = 12;
    private const int PayloadLength = 100; // 20 ms of Opus at 40 kb/s

    private readonly List<IDisposable> _sessions = [];

    public SrtpSessions(int count)
    {
        var (ours, aesGcm, libSrtp) = (new ProtectRtp[count], new ProtectRtp[count], new ProtectRtp[count]);
        var profile = SrtpProfile.AeadAes128Gcm;
        for (var i = 0; i < count; i++)
        {
            var key = RandomNumberGenerator.GetBytes(SrtpProfile.KeyLength);
            var salt = RandomNumberGenerator.GetBytes(profile.SaltLength);
            var master = new SrtpMasterKey(profile, key, salt);
            ours[i] = Kept(new SrtpSender(master)).ProtectRtp;
            aesGcm[i] = Kept(new AesGcmSender(master)).ProtectRtp;
            libSrtp[i] = Kept(new LibSrtp(profile, key, salt, outbound: true)).ProtectRtp;
        }

        var packet = RandomNumberGenerator.GetBytes(HeaderLength + PayloadLength);
        (packet[0], packet[1]) = (0x80, 111);
        (Ours, AesGcm, LibSrtp) = (new(packet, ours), new(packet, aesGcm), new(packet, libSrtp));
        EnsureEqual();
    }

    public SrtpTalker Ours { get; }

    public SrtpTalker AesGcm { get; }

    public SrtpTalker LibSrtp { get; }

    public void Dispose() => _sessions.ForEach(session => session.Dispose());

    /// <summary>A comparison counts only when all do the same: their packets are equal to the last byte.</summary>
    private void EnsureEqual()
    {
        foreach (var (ours, aesGcm, libSrtp) in Ours.Next().Zip(AesGcm.Next(), LibSrtp.Next()))
        {
            if (!ours.SequenceEqual(aesGcm) || !ours.SequenceEqual(libSrtp))
                throw new InvalidOperationException("The peers do not protect a packet as we do.");
        }
    }

    private T Kept<T>(T session)
        where T : IDisposable
    {
        _sessions.Add(session);
        return session;
    }
}
