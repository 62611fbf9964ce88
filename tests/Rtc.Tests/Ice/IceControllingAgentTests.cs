using System.Net;
using System.Text;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Stun;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Ice;

/// <summary>The client's side of ICE against the server's, with the network in between played by hand.</summary>
public sealed class IceControllingAgentTests
{
    private static readonly TransportAddress Unreachable = TransportAddress.From(IPEndPoint.Parse("192.0.2.1:1000"));
    private static readonly TransportAddress Server = TransportAddress.From(IPEndPoint.Parse("203.0.113.1:8189"));
    private static readonly TransportAddress Client = TransportAddress.From(IPEndPoint.Parse("198.51.100.7:40000"));

    private readonly ManualTime _time = new();
    private readonly IceCredentials _ours = IceCredentials.Generate();
    private readonly Mailbox _sent = new();
    private readonly IceLiteAgent _server;
    private readonly IceControllingAgent _client;

    public IceControllingAgentTests()
    {
        _server = new IceLiteAgent(_ours.Ufrag, new Mailbox(), _time);
        _client = new IceControllingAgent(
            _ours, _server.Local, [Unreachable, Server], TimeSpan.FromSeconds(5), _sent, _time);
    }

    [Fact]
    public void The_address_that_answers_is_nominated()
    {
        _client.Tick();
        _sent.Select(sent => sent.To).ShouldBe([Unreachable, Server]);

        Deliver();

        _client.Selected.ShouldBe(Server);
        _server.Selected.ShouldBe(Client);
    }

    [Fact]
    public void Lost_checks_are_repeated_and_a_working_path_is_checked_sparingly()
    {
        _client.Tick();
        _sent.Clear(); // lost
        _client.Tick();
        _sent.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMilliseconds(300));
        _client.Tick();
        Deliver();
        _client.Selected.ShouldBe(Server);

        _time.Advance(TimeSpan.FromSeconds(4));
        _client.Tick();
        _sent.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(1));
        _client.Tick();
        Deliver();

        _client.Silence.ShouldBe(TimeSpan.Zero);
        _server.Silence.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_silent_server_is_asked_more_often_and_its_silence_is_known()
    {
        _client.Tick();
        Deliver();
        _time.Advance(TimeSpan.FromSeconds(5));
        for (var i = 0; i < 20; i++)
        {
            _client.Tick();
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        _sent.Count.ShouldBe(20);
        _client.Silence.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void When_the_path_breaks_the_others_are_checked_again_and_late_answers_of_the_old_one_count_nothing()
    {
        _client.Tick();
        Deliver();
        _time.Advance(TimeSpan.FromSeconds(5));
        _client.Tick();
        var late = _sent.Dequeue();

        _client.Remove(Server);
        _client.Selected.ShouldBeNull();
        _sent.Enqueue(late);
        Deliver();
        _client.Selected.ShouldBeNull();

        _client.Add(Server);
        Deliver();
        _client.Selected.ShouldBe(Server);
    }

    [Fact]
    public void A_restart_keeps_the_path_until_the_new_one_is_found()
    {
        _client.Tick();
        Deliver();
        var ours = IceCredentials.Generate();
        _server.Restart(ours.Ufrag);

        var restarted = _client.Restart(ours, _server.Local);
        restarted.Selected.ShouldBe(Server);
        restarted.Tick();
        _sent.Count.ShouldBe(2, "all addresses are checked again");
        _sent.ToList().ForEach(sent => sent.Datagram.Length.ShouldBeLessThanOrEqualTo(StunWriter.BufferLength));
    }

    [Fact]
    public void A_server_that_looks_for_paths_itself_is_answered_and_a_stranger_is_not()
    {
        var answer = Ask(StunAttribute.IceControlled, _ours.Password);
        answer.Class.ShouldBe(StunClass.SuccessResponse);
        answer.IsIntact(Encoding.ASCII.GetBytes(_ours.Password)).ShouldBeTrue();
        answer.TryGetMappedAddress(out var seen).ShouldBeTrue();
        seen.ShouldBe(Server);

        Ask(StunAttribute.IceControlling, _ours.Password).Class.ShouldBe(StunClass.ErrorResponse); // the client controls
        _client.Answer(Check(StunAttribute.IceControlled, "another password altogether"), Server, new byte[StunWriter.BufferLength])
            .ShouldBe(0);
    }

    private StunMessage Ask(StunAttribute role, string password)
    {
        var response = new byte[StunWriter.BufferLength];
        var length = _client.Answer(Check(role, password), Server, response);
        StunMessage.TryParse(response.AsSpan(0, length), out var answer).ShouldBeTrue();
        return answer;
    }

    /// <summary>A check of the server's.</summary>
    private StunMessage Check(StunAttribute role, string password)
    {
        var buffer = new byte[StunWriter.BufferLength];
        var writer = new StunWriter(buffer, StunClass.Request, new TransactionId(1, 2));
        writer.Add(StunAttribute.Username, Encoding.ASCII.GetBytes($"{_ours.Ufrag}:{_server.Local.Ufrag}"));
        writer.Add(role, 7UL);
        writer.AddIntegrity(Encoding.ASCII.GetBytes(password));
        writer.AddFingerprint();
        StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out var check).ShouldBeTrue();
        return check;
    }

    private void Deliver()
    {
        var response = new byte[StunWriter.BufferLength];
        while (_sent.TryDequeue(out var sent))
        {
            if (sent.To != Server)
                continue;

            StunMessage.TryParse(sent.Datagram, out var request).ShouldBeTrue();
            var length = _server.Answer(request, Client, response);
            StunMessage.TryParse(response.AsSpan(0, length), out var answer).ShouldBeTrue();
            _client.Receive(answer, Server);
        }
    }
}
