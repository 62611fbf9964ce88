using System.Buffers.Binary;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Tests.Srtp;

/// <summary>
/// Packets in any order, some twice, some never, over roll-overs: what is let through is what a plain model lets through,
/// and libsrtp2 too (RFC 3711, sections 3.3.1 and 3.3.2).
/// </summary>
public sealed class SrtpOrderTests
{
    private const int Window = 128;
    private const int Packets = 1_500;
    private const uint Ssrc = 0xCAFE_BABE;

    public static TheoryData<string, int> Runs
    {
        get
        {
            var runs = new TheoryData<string, int>();
            foreach (var profile in SrtpProfile.All)
            {
                for (var seed = 1; seed <= 10; seed++)
                    runs.Add(profile.Name, seed);
            }
            return runs;
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public void Each_packet_is_let_through_once_and_none_that_is_too_old(string name, int seed)
    {
        var random = new Random(seed);
        using var peers = new Peers(SrtpProfile.All.Single(profile => profile.Name == name));
        var first = random.Next(1 << 15); // so that its roll-over counter is known (RFC 3711, section 3.3.1)
        var step = random.Next(1, 120); // some runs roll over, some twice
        var sent = Enumerable.Range(0, Packets).Select(i => (Index: (long)first + (i * step), Packet: peers.Protect(first + (i * step)))).ToArray();

        var model = new Model();
        foreach (var (index, packet) in sent.Take(1).Concat(Disturbed(sent[1..], random)))
        {
            var expected = model.LetsThrough(index);
            peers.Theirs.UnprotectRtp(packet).ShouldBe(expected ? Rtp((ushort)index) : null, $"libsrtp2 and the model, {index}");
            peers.Open(packet).ShouldBe(expected ? Rtp((ushort)index) : null, $"ours and the model, {index}");
        }
    }

    [Theory, MemberData(nameof(Runs))]
    public void Each_report_is_let_through_once_and_none_that_is_too_old(string name, int seed)
    {
        var random = new Random(seed);
        using var peers = new Peers(SrtpProfile.All.Single(profile => profile.Name == name));
        var sent = Enumerable.Range(0, 600).Select(i => (Index: (long)i, Packet: peers.ProtectReport())).ToArray();

        var model = new Model();
        foreach (var (index, packet) in Disturbed(sent, random))
        {
            var expected = model.LetsThrough(index);
            peers.Theirs.UnprotectRtcp(packet).ShouldBe(expected ? Report : null, $"libsrtp2 and the model, {index}");
            peers.OpenReport(packet).ShouldBe(expected ? Report : null, $"ours and the model, {index}");
        }
    }

    private static byte[] Report { get; } = [0x80, 201, 0, 1, 0xCA, 0xFE, 0xBA, 0xBE];

    /// <summary>A bad network: most stay near their place, some are far behind, some come twice, some get lost.</summary>
    private static IEnumerable<(long Index, byte[] Packet)> Disturbed((long Index, byte[] Packet)[] sent, Random random) => sent
        .SelectMany((packet, place) => Enumerable.Repeat((packet, place), random.Next(10) switch { 0 => 0, 1 => 2, _ => 1 }))
        .OrderBy(arrival => arrival.place + (random.Next(20) == 0 ? random.NextDouble() * 300 : random.NextDouble() * 8))
        .Select(arrival => arrival.packet);

    private static byte[] Rtp(ushort sequence)
    {
        var packet = new byte[40];
        packet[0] = 0x80;
        packet[1] = 111;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), Ssrc);
        packet.AsSpan(12).Fill((byte)sequence);
        return packet;
    }

    /// <summary>The rule in its plainest form.</summary>
    private sealed class Model
    {
        private readonly HashSet<long> _seen = [];
        private long _highest = -1;

        public bool LetsThrough(long index)
        {
            if (index <= _highest - Window || !_seen.Add(index))
                return false;
            _highest = Math.Max(_highest, index);
            return true;
        }
    }

    private sealed class Peers : IDisposable
    {
        private readonly SrtpSender _sender;
        private readonly SrtpReceiver _receiver;

        public Peers(SrtpProfile profile)
        {
            var key = RandomNumberGenerator.GetBytes(SrtpProfile.KeyLength);
            var salt = RandomNumberGenerator.GetBytes(profile.SaltLength);
            _sender = new SrtpSender(new SrtpMasterKey(profile, key, salt));
            _receiver = new SrtpReceiver(new SrtpMasterKey(profile, key, salt));
            Theirs = new LibSrtp(profile, key, salt, outbound: false);
        }

        public LibSrtp Theirs { get; }

        public byte[] Protect(int index) => Run(Rtp((ushort)index), _sender.ProtectRtp);

        public byte[] ProtectReport() => Run(Report, _sender.ProtectRtcp);

        public byte[]? Open(byte[] packet) => Open(packet, _receiver.UnprotectRtp);

        public byte[]? OpenReport(byte[] packet) => Open(packet, _receiver.UnprotectRtcp);

        public void Dispose()
        {
            _sender.Dispose();
            _receiver.Dispose();
            Theirs.Dispose();
        }

        private static byte[] Run(byte[] packet, ProtectInPlace protect)
        {
            var buffer = new byte[packet.Length + SrtpProfile.MaxOverhead];
            packet.CopyTo(buffer, 0);
            return buffer[..protect(buffer, packet.Length)];
        }

        private static byte[]? Open(byte[] packet, OpenInPlace open)
        {
            var buffer = packet.ToArray();
            var length = open(buffer);
            return length > 0 ? buffer[..length] : null;
        }

        private delegate int ProtectInPlace(Span<byte> buffer, int length);

        private delegate int OpenInPlace(Span<byte> packet);
    }
}
