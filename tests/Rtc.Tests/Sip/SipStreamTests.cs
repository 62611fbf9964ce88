using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class SipStreamTests
{
    [Fact]
    public async Task A_call_by_TCP_uses_one_connection_both_ways()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var caller = await Telephone.PlugInAsync();

        var calling = caller.Agent.CallAsync(studio.Address with { Parameters = ";transport=tcp" });
        var theirs = await (await studio.RingsAsync()).AcceptAsync();
        await using var ours = await calling;

        studio.Agent.Connections.ShouldBe(1);
        await theirs.HangUpAsync();
        (await ours.Ended.WaitAsync(Eventually.Patience)).ShouldBe("The far end hung up.");
        studio.Agent.Connections.ShouldBe(1);
        caller.Agent.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_by_TLS_is_encrypted_and_the_name_checked()
    {
        using var certificate = MakeCertificate("localhost");
        var tls = new SipTlsOptions { Certificate = certificate, TrustedRoots = [certificate] };
        await using var studio = await Telephone.PlugInAsync(options => options with { Tls = tls });
        await using var caller = await Telephone.PlugInAsync(options => options with { Tls = new SipTlsOptions { TrustedRoots = [certificate] } });
        var address = new SipUri("talk", "localhost", studio.Agent.TlsEndPoint!.Port) { Secure = true };

        var calling = caller.Agent.CallAsync(address);
        var ringing = await studio.RingsAsync();
        ringing.Protocol.ShouldBe(SipProtocol.Tls);
        await ringing.AcceptAsync();
        await (await calling).HangUpAsync();

        // The same neighbour under a name that its certificate does not bear.
        var impostor = await Should.ThrowAsync<SipCallException>(() => caller.Agent.CallAsync(address with { Host = "127.0.0.1" }));
        impostor.Status.ShouldBe(503);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        using var certificate = MakeCertificate("localhost");
        await using var studio = await Telephone.PlugInAsync(options => options with { Tls = new SipTlsOptions { Certificate = certificate } });
        await using var caller = await Telephone.PlugInAsync();

        var calling = caller.Agent.CallAsync(new SipUri("talk", "localhost", studio.Agent.TlsEndPoint!.Port) { Secure = true });

        (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Blank_lines_are_answered_and_requests_after_them_too()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint);

        await peer.SendAsync("\r\n\r\n");
        (await peer.ReadTextAsync()).ShouldBe("\r\n");

        await peer.SendAsync(peer.Request("OPTIONS", 1));
        (await peer.ReceiveAsync<SipResponse>()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_slow_sender_and_a_silent_one_lose_their_connections()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time });
        using var slow = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint);
        using var silent = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint);
        using var honest = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint);
        await slow.SendAsync(slow.Request("OPTIONS", 1) + "OPTIONS sip:talk@127");
        (await slow.ReceiveAsync<SipResponse>()).Status.ShouldBe(200);
        await honest.SendAsync(honest.Request("OPTIONS", 1));
        (await honest.ReceiveAsync<SipResponse>()).Status.ShouldBe(200);

        for (var second = 0; second < 12; second++)
            time.Advance(TimeSpan.FromSeconds(1));

        (await slow.ReceiveAsync()).ShouldBeNull();
        (await silent.ReceiveAsync()).ShouldBeNull();
        await honest.SendAsync(honest.Request("OPTIONS", 2));
        (await honest.ReceiveAsync<SipResponse>()).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_cannot_be_lost_is_not_sent_twice_but_an_answer_is_until_it_is_confirmed()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time });
        using var peer = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint);
        await peer.SendAsync(peer.Request("INVITE", 1, body: RawPeer.Sdp()));
        await (await studio.RingsAsync()).RejectAsync();
        (await peer.ReceiveAsync<SipResponse>(response => response.Status == 486)).CSeq.Number.ShouldBe(1U);

        time.Advance(TimeSpan.FromMilliseconds(501));
        await peer.SendAsync(peer.Request("INVITE", 2, body: RawPeer.Sdp()));
        var accepting = (await studio.RingsAsync()).AcceptAsync();
        var answer = await peer.ReceiveAsync<SipResponse>(response => !response.IsProvisional);
        answer.Status.ShouldBe(200); // and no 486 again before it
        time.Advance(TimeSpan.FromMilliseconds(501));
        (await peer.ReceiveAsync<SipResponse>()).Status.ShouldBe(200);

        await peer.SendAsync(peer.Request("ACK", 2, answer.To.Tag));
        await accepting;
    }

    [Fact]
    public async Task One_neighbour_has_only_so_many_connections()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { MaxConnectionsPerSource = 2 });
        using var first = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint);
        using var second = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint);
        await first.SendAsync(first.Request("OPTIONS", 1));
        await first.ReceiveAsync<SipResponse>();
        await second.SendAsync(second.Request("OPTIONS", 1));
        await second.ReceiveAsync<SipResponse>();

        using var third = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint);

        (await third.ReceiveAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_to_a_port_where_nobody_listens_fails_at_once()
    {
        await using var caller = await Telephone.PlugInAsync();
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)reserved.LocalEndPoint!).Port;

        var calling = caller.Agent.CallAsync(new SipUri("nobody", "127.0.0.1", port) { Parameters = ";transport=tcp" });

        (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(503);
    }

    [Fact]
    public async Task A_long_request_goes_by_TCP_and_by_UDP_where_there_is_none()
    {
        await using var caller = await Telephone.PlugInAsync();
        using var peer = new RawPeer(caller.Agent.LocalEndPoint);
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, peer.Port));
        listener.Listen();
        var target = new SipUri("nobody", "127.0.0.1", peer.Port);
        var how = new SipCallOptions { DisplayName = new string('x', TransactionLayer.LongestDatagram), RingTimeout = TimeSpan.FromSeconds(1) };

        var first = caller.Agent.CallAsync(target, how);
        using (var stream = await RawStream.AcceptAsync(listener))
            (await stream.ReceiveAsync<SipRequest>()).TopVia.Transport.ShouldBe("TCP");
        listener.Dispose();
        (await peer.ReceiveRequestAsync()).TopVia.Transport.ShouldBe("UDP"); // the connection was lost: the same once more
        await Should.ThrowAsync<SipCallException>(() => first);

        var second = caller.Agent.CallAsync(target, how);
        (await peer.ReceiveRequestAsync()).TopVia.Transport.ShouldBe("UDP");
        await Should.ThrowAsync<SipCallException>(() => second);
    }

    [Fact]
    public async Task A_lost_connection_is_made_anew_to_where_the_caller_listens()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var contact = $"Contact: <sip:raw@{listener.LocalEndPoint};transport=tcp>";
        SipCall call;
        using (var peer = await RawStream.ConnectAsync(studio.Agent.LocalEndPoint))
        {
            var invite = peer.Request("INVITE", 1, body: RawPeer.Sdp());
            await peer.SendAsync(invite.Replace($"Contact: <sip:raw@127.0.0.1:{peer.Port};transport=tcp>", contact, StringComparison.Ordinal));
            var accepting = (await studio.RingsAsync()).AcceptAsync();
            var answer = await peer.ReceiveAsync<SipResponse>(response => response.IsSuccess);
            await peer.SendAsync(peer.Request("ACK", 1, answer.To.Tag));
            call = await accepting;
        }

        await Eventually.BecomesAsync(() => studio.Agent.Connections == 0, "the connection is gone");
        await call.HangUpAsync();

        using var again = await RawStream.AcceptAsync(listener);
        (await again.ReceiveAsync<SipRequest>()).Method.ShouldBe("BYE");
    }

    private static X509Certificate2 MakeCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
