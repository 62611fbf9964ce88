using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Dtls;

/// <summary>Two ends of DTLS in one process, with their datagrams carried by hand.</summary>
public sealed class DtlsSessionTests : IDisposable
{
    private readonly Queue<byte[]> _toServer = new();
    private readonly Queue<byte[]> _toClient = new();
    private readonly List<IDisposable> _open = [];

    [Fact]
    public void Both_ends_agree_on_the_same_keys()
    {
        var (client, server) = Pair(SrtpProfile.All);
        Shake(client, server);

        client.State.ShouldBe(DtlsState.Connected);
        server.State.ShouldBe(DtlsState.Connected);
        server.Keys!.Profile.ShouldBe(SrtpProfile.AeadAes128Gcm);
        foreach (var label in Enum.GetValues<SrtpKeyLabel>())
        {
            server.Keys.Client.Derive(label, 16).ShouldBe(client.Keys!.Client.Derive(label, 16));
            server.Keys.Server.Derive(label, 16).ShouldBe(client.Keys.Server.Derive(label, 16));
        }

        KeyOf(server.Keys.Client).ShouldNotBe(KeyOf(server.Keys.Server));
    }

    [Fact]
    public void The_server_takes_the_profile_that_the_client_has()
    {
        var (client, server) = Pair([SrtpProfile.Aes128CmSha1]);
        Shake(client, server);

        client.Keys!.Profile.ShouldBe(SrtpProfile.Aes128CmSha1);
    }

    [Fact]
    public void No_datagram_is_longer_than_the_smallest_network_carries()
    {
        var (client, server) = Pair(SrtpProfile.All);
        var longest = 0;
        client.Start();
        while (_toServer.Count + _toClient.Count > 0)
        {
            longest = Math.Max(longest, _toServer.Concat(_toClient).Max(datagram => datagram.Length));
            Carry(client, server);
        }

        longest.ShouldBeInRange(100, 1200);
    }

    [Fact]
    public async Task Lost_flights_are_repeated()
    {
        var (client, server) = Pair(SrtpProfile.All);
        client.Start();
        _toServer.Clear(); // the first flight is lost

        await Eventually.BecomesAsync(
            () =>
            {
                client.HandleTimeout();
                server.HandleTimeout();
                Carry(client, server);
                return client.State == DtlsState.Connected && server.State == DtlsState.Connected;
            },
            "the handshake completes by repetition");
    }

    [Fact]
    public void A_goodbye_closes_the_other_end()
    {
        var (client, server) = Pair(SrtpProfile.All);
        Shake(client, server);

        client.Close();
        Carry(client, server);

        server.State.ShouldBe(DtlsState.Closed);
    }

    [Fact]
    public void Another_certificate_than_the_announced_one_ends_it()
    {
        var (client, server) = Pair(SrtpProfile.All, announced: CertificateFingerprint.Of("somebody else"u8));
        Shake(client, server);

        server.State.ShouldBe(DtlsState.Mistaken);
        server.Keys.ShouldBeNull();
        client.State.ShouldBe(DtlsState.Closed);
    }

    [Fact]
    public void Garbage_between_the_flights_harms_nothing()
    {
        var random = new Random(6347);
        var (client, server) = Pair(SrtpProfile.All);
        client.Start();
        while (_toServer.Count + _toClient.Count > 0)
        {
            foreach (var datagram in _toServer.ToArray())
                server.Receive(Spoiled(datagram, random));
            Carry(client, server);
        }

        // A forged handshake message may spoil a handshake, but never yields keys that only one end has.
        (server.State is DtlsState.Connected or DtlsState.Handshaking or DtlsState.Failed).ShouldBeTrue();
        if (server.State == DtlsState.Connected)
            KeyOf(server.Keys!.Client).ShouldBe(KeyOf(client.Keys!.Client));

        // After the handshake all records are authentic or ignored.
        var (guest, host) = Pair(SrtpProfile.All);
        Shake(guest, host);
        for (var i = 0; i < 10_000; i++)
        {
            var garbage = new byte[random.Next(1, 200)];
            random.NextBytes(garbage);
            garbage[0] = (byte)random.Next(20, 26);
            host.Receive(garbage);
        }

        host.State.ShouldBe(DtlsState.Connected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_first_flight_in_pieces_is_put_together_in_whatever_order_they_come(int seed)
    {
        var random = new Random(seed);
        var (client, server) = Pair(SrtpProfile.All);
        client.Start();
        var pieces = HandshakePieces.Cut(_toServer.Dequeue(), longest: 40 + 10 * seed);
        var sent = pieces.Concat(pieces.Where(_ => random.Next(3) == 0)).ToArray(); // some of them twice
        random.Shuffle(sent);

        foreach (var piece in sent)
            server.Receive(piece);
        while (_toServer.Count + _toClient.Count > 0)
            Carry(client, server);

        pieces.Count.ShouldBeGreaterThan(2);
        server.State.ShouldBe(DtlsState.Connected);
        KeyOf(server.Keys!.Client).ShouldBe(KeyOf(client.Keys!.Client));
    }

    [Fact]
    public void Whoever_never_comes_to_an_end_is_not_listened_to_for_ever()
    {
        var (client, server) = Pair(SrtpProfile.All);
        client.Start();
        var beginning = HandshakePieces.Cut(_toServer.Peek(), longest: 60)[0];
        for (var i = 0; i < 3000; i++)
            server.Receive(beginning);

        Carry(client, server); // too late

        _toClient.ShouldBeEmpty();
        server.State.ShouldBe(DtlsState.Handshaking);
    }

    [Fact]
    public void A_refusal_in_mid_handshake_ends_it_at_once()
    {
        var (client, server) = Pair(SrtpProfile.All);
        client.Start();
        server.Receive(_toServer.Dequeue());

        // An alert in plain, as a peer sends it that takes none of our ciphers: fatal, handshake_failure.
        client.Receive([21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 2, 40]);

        client.State.ShouldBe(DtlsState.Failed);
        client.Failure.ShouldNotBeNull();
    }

    [Fact]
    public void The_certificate_is_renewed_in_time_and_those_who_met_the_old_one_keep_it()
    {
        var time = new ManualTime();
        using var identity = new DtlsIdentity(SrtpProfile.All, time);
        var old = identity.Current;
        using var clientContext = Context(SrtpProfile.All);
        var client = new DtlsSession(
            clientContext, DtlsRole.Active, FingerprintSet.Of(old.Fingerprint), datagram => _toServer.Enqueue(datagram.ToArray()));
        var server = new DtlsSession(
            old, DtlsRole.Passive, FingerprintSet.Of(clientContext.Fingerprint), datagram => _toClient.Enqueue(datagram.ToArray()));
        _open.AddRange([client, server]);

        time.Advance(TimeSpan.FromDays(14));
        identity.Current.ShouldBe(old);
        time.Advance(TimeSpan.FromDays(2));

        (identity.Current.Fingerprint.ToString() == old.Fingerprint.ToString()).ShouldBeFalse();
        Shake(client, server);
        server.State.ShouldBe(DtlsState.Connected);
    }

    [Fact]
    public void A_freed_session_takes_no_harm_from_late_calls()
    {
        var (client, server) = Pair(SrtpProfile.All);
        Shake(client, server);
        server.Dispose();

        server.Receive(new byte[100]);
        server.HandleTimeout();
        server.Close();
        server.Dispose();
    }

    public void Dispose() => _open.ForEach(closing => closing.Dispose());

    private static DtlsContext Context(IReadOnlyList<SrtpProfile> profiles) =>
        new(DtlsCertificate.Create(TimeProvider.System), profiles);

    private static byte[] KeyOf(SrtpMasterKey master) => master.Derive(SrtpKeyLabel.RtpEncryption, SrtpProfile.KeyLength);

    private static byte[] Spoiled(byte[] datagram, Random random)
    {
        var spoiled = datagram.ToArray();
        spoiled[random.Next(spoiled.Length)] ^= (byte)random.Next(1, 256);
        return spoiled;
    }

    private (DtlsSession Client, DtlsSession Server) Pair(
        IReadOnlyList<SrtpProfile> clientProfiles, CertificateFingerprint? announced = null)
    {
        var clientContext = Context(clientProfiles);
        var serverContext = Context(SrtpProfile.All);
        var client = new DtlsSession(
            clientContext,
            DtlsRole.Active,
            FingerprintSet.Of(serverContext.Fingerprint),
            datagram => _toServer.Enqueue(datagram.ToArray()));
        var server = new DtlsSession(
            serverContext,
            DtlsRole.Passive,
            FingerprintSet.Of(announced ?? clientContext.Fingerprint),
            datagram => _toClient.Enqueue(datagram.ToArray()));
        _open.AddRange([client, server, clientContext, serverContext]);
        return (client, server);
    }

    private void Shake(DtlsSession client, DtlsSession server)
    {
        client.Start();
        while (_toServer.Count + _toClient.Count > 0)
            Carry(client, server);
    }

    private void Carry(DtlsSession client, DtlsSession server)
    {
        while (_toServer.TryDequeue(out var datagram))
            server.Receive(datagram);
        while (_toClient.TryDequeue(out var datagram))
            client.Receive(datagram);
    }
}
