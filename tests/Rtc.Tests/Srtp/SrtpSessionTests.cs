using System.Buffers.Binary;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Srtp;

/// <summary>Protection against the oracle, against an attacker and over the roll-over of sequence numbers.</summary>
public sealed class SrtpSessionTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] Salt = RandomNumberGenerator.GetBytes(14);

    public static TheoryData<string> Profiles => [.. SrtpProfile.All.Select(profile => profile.Name)];

    [Theory, MemberData(nameof(Profiles))]
    public void Our_packets_are_byte_for_byte_those_of_libsrtp(string name)
    {
        var profile = Profile(name);
        using var ours = new SrtpSender(Master(profile));
        using var theirs = new LibSrtp(profile, Key, Salt.AsSpan(0, profile.SaltLength), outbound: true);

        for (var i = 0; i < 70_000; i += 7) // over the roll-over
        {
            var packet = Rtp((ushort)(1000 + i), payload: 1 + i % 200, withExtension: i % 3 == 0);
            Protect(ours, packet).ShouldBe(theirs.ProtectRtp(packet));
        }

        Protect(ours, Rtcp(), rtcp: true); // theirs begins to count at 1
        for (var i = 0; i < 100; i++)
            Protect(ours, Rtcp(), rtcp: true).ShouldBe(theirs.ProtectRtcp(Rtcp()));
    }

    [Theory, MemberData(nameof(Profiles))]
    public void What_libsrtp_protects_is_opened(string name)
    {
        var profile = Profile(name);
        using var ours = new SrtpReceiver(Master(profile));
        using var theirs = new LibSrtp(profile, Key, Salt.AsSpan(0, profile.SaltLength), outbound: true);

        for (var i = 0; i < 70_000; i += 13)
        {
            var packet = Rtp((ushort)(60_000 + i), payload: i % 160);
            Unprotect(ours, theirs.ProtectRtp(packet)).ShouldBe(packet);
        }

        Unprotect(ours, theirs.ProtectRtcp(Rtcp()), rtcp: true).ShouldBe(Rtcp());
    }

    [Theory, MemberData(nameof(Profiles))]
    public void A_repeated_packet_is_refused(string name)
    {
        var (sender, receiver) = Pair(name);
        var packets = Enumerable.Range(0, 300).Select(i => Protect(sender, Rtp((ushort)(65_400 + i)))).ToArray();

        // Neighbours change places, as networks do it.
        for (var i = 0; i < packets.Length; i += 2)
        {
            Unprotect(receiver, packets[i + 1]).ShouldNotBeNull();
            Unprotect(receiver, packets[i]).ShouldNotBeNull();
        }

        foreach (var packet in packets)
            Unprotect(receiver, packet).ShouldBeNull();

        var report = Protect(sender, Rtcp(), rtcp: true);
        Unprotect(receiver, report, rtcp: true).ShouldNotBeNull();
        Unprotect(receiver, report, rtcp: true).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Profiles))]
    public void A_packet_is_genuine_in_every_bit_or_refused(string name)
    {
        var (sender, receiver) = Pair(name);
        var genuine = Protect(sender, Rtp(500));
        var report = Protect(sender, Rtcp(), rtcp: true);

        for (var bit = 0; bit < genuine.Length * 8; bit++)
            Unprotect(receiver, Flipped(genuine, bit)).ShouldBeNull($"bit {bit}");
        for (var bit = 0; bit < report.Length * 8; bit++)
            Unprotect(receiver, Flipped(report, bit), rtcp: true).ShouldBeNull($"bit {bit} of RTCP");

        // None of the forgeries moved the state.
        Unprotect(receiver, genuine).ShouldNotBeNull();
        Unprotect(receiver, report, rtcp: true).ShouldNotBeNull();
    }

    [Fact]
    public void A_forged_sequence_number_does_not_move_the_window()
    {
        var (sender, receiver) = Pair(SrtpProfile.AeadAes128Gcm.Name);
        Unprotect(receiver, Protect(sender, Rtp(100))).ShouldNotBeNull();

        var forged = Protect(sender, Rtp(101));
        BinaryPrimitives.WriteUInt16BigEndian(forged.AsSpan(2), 30_000);
        Unprotect(receiver, forged).ShouldBeNull();

        Unprotect(receiver, Protect(sender, Rtp(102))).ShouldNotBeNull();
    }

    [Fact]
    public void A_number_is_never_sent_twice()
    {
        var (sender, _) = Pair(SrtpProfile.AeadAes128Gcm.Name);
        Protect(sender, Rtp(7)).Length.ShouldBeGreaterThan(0);

        var buffer = new byte[200];
        var packet = Rtp(7);
        packet.CopyTo(buffer, 0);
        sender.ProtectRtp(buffer, packet.Length).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Profiles))]
    public void Hostile_bytes_are_refused_without_harm(string name)
    {
        var (sender, receiver) = Pair(name);
        var genuine = Protect(sender, Rtp(1, withExtension: true));
        var random = new Random(20);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = i % 2 == 0 ? genuine.ToArray() : new byte[random.Next(0, 80)];
            if (i % 2 != 0)
                random.NextBytes(bytes);
            else
                bytes = [.. bytes.Take(random.Next(0, bytes.Length))]; // any cut
            if (bytes.Length > 0)
                bytes[0] = (byte)(0x80 | bytes[0] & 0x3F);
            Unprotect(receiver, bytes).ShouldBeNull();
            Unprotect(receiver, bytes, rtcp: true).ShouldBeNull();
        }

        Unprotect(receiver, genuine).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Profiles))]
    public void A_packet_costs_no_allocation(string name)
    {
        var (sender, receiver) = Pair(name);
        var buffer = new byte[200];
        var packet = Rtp(0);
        ushort next = 0;

        Allocation.Of(() =>
        {
            for (var i = 0; i < 1000; i++)
                RoundTrip(next++);
        }).ShouldBe(0);

        void RoundTrip(ushort sequence)
        {
            packet.CopyTo(buffer, 0);
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(2), sequence);
            var length = sender.ProtectRtp(buffer, packet.Length);
            if (receiver.UnprotectRtp(buffer.AsSpan(0, length)) != packet.Length)
                throw new InvalidOperationException("The packet did not survive.");
        }
    }

    private static SrtpProfile Profile(string name) => SrtpProfile.All.Single(profile => profile.Name == name);

    private static SrtpMasterKey Master(SrtpProfile profile) => new(profile, Key, Salt.AsSpan(0, profile.SaltLength));

    private static (SrtpSender Sender, SrtpReceiver Receiver) Pair(string name) =>
        (new SrtpSender(Master(Profile(name))), new SrtpReceiver(Master(Profile(name))));

    private static byte[] Protect(SrtpSender sender, byte[] packet, bool rtcp = false)
    {
        var buffer = new byte[packet.Length + SrtpProfile.MaxOverhead];
        packet.CopyTo(buffer, 0);
        var length = rtcp ? sender.ProtectRtcp(buffer, packet.Length) : sender.ProtectRtp(buffer, packet.Length);
        return buffer[..length];
    }

    private static byte[]? Unprotect(SrtpReceiver receiver, byte[] packet, bool rtcp = false)
    {
        var buffer = packet.ToArray();
        var length = rtcp ? receiver.UnprotectRtcp(buffer) : receiver.UnprotectRtp(buffer);
        return length > 0 ? buffer[..length] : null;
    }

    private static byte[] Flipped(byte[] packet, int bit)
    {
        var flipped = packet.ToArray();
        flipped[bit / 8] ^= (byte)(1 << bit % 8);
        return flipped;
    }

    private static byte[] Rtp(ushort sequence, int payload = 100, bool withExtension = false)
    {
        var header = withExtension ? 20 : 12;
        var packet = new byte[header + payload];
        packet[0] = (byte)(withExtension ? 0x90 : 0x80);
        packet[1] = 111;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), sequence * 960u);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), 0xCAFE_BABE);
        if (withExtension)
            packet[15] = 1; // one word of extension
        packet.AsSpan(header).Fill((byte)sequence);
        return packet;
    }

    private static byte[] Rtcp()
    {
        var packet = new byte[28];
        packet[0] = 0x80;
        packet[1] = 200;
        packet[3] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), 0xCAFE_BABE);
        return packet;
    }
}
