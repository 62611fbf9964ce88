using System.Net;
using System.Text;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Stun;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Ice;

/// <summary>The server's side of ICE, check by check.</summary>
public sealed class IceLiteAgentTests
{
    private static readonly TransportAddress Home = TransportAddress.From(IPEndPoint.Parse("198.51.100.7:40000"));
    private static readonly TransportAddress Mobile = TransportAddress.From(IPEndPoint.Parse("[2001:db8::7]:50000"));

    private readonly ManualTime _time = new();
    private readonly IceLiteAgent _agent;

    public IceLiteAgentTests() => _agent = new IceLiteAgent("them", new Mailbox(), _time);

    [Fact]
    public void A_genuine_check_is_answered_with_the_address_that_it_came_from()
    {
        var response = new byte[StunWriter.BufferLength];
        var length = Check(Home, response);

        StunMessage.TryParse(response.AsSpan(0, length), out var message).ShouldBeTrue();
        message.Class.ShouldBe(StunClass.SuccessResponse);
        message.IsIntact(Encoding.ASCII.GetBytes(_agent.Local.Password)).ShouldBeTrue();
        message.HasFingerprint.ShouldBeTrue();
        message.TryGetMappedAddress(out var mapped).ShouldBeTrue();
        mapped.ShouldBe(Home);
        _agent.Selected.ShouldBe(Home);
    }

    [Fact]
    public void A_forged_check_is_not_worth_a_word()
    {
        Check(Home, password: "guessed, and wrongly so").ShouldBe(0);
        Check(Home, username: $"{_agent.Local.Ufrag}:somebody").ShouldBe(0);
        Check(Home, username: null).ShouldBe(0);

        _agent.Selected.ShouldBeNull();
        _agent.Silence.ShouldBeNull();
    }

    [Fact]
    public void Media_follows_the_latest_nomination_and_every_learned_path_is_heard()
    {
        var learned = new List<TransportAddress>();
        _agent.PathLearned += learned.Add;

        Check(Home, nominate: true);
        Check(Mobile);
        _agent.Selected.ShouldBe(Home);

        Check(Mobile, nominate: true);
        _agent.Selected.ShouldBe(Mobile);
        Check(Home, nominate: true);
        _agent.Selected.ShouldBe(Home);
        learned.ShouldBe([Home, Mobile]);
    }

    [Fact]
    public void Consent_lasts_from_check_to_check()
    {
        Check(Home);
        _time.Advance(TimeSpan.FromSeconds(14));
        _agent.Silence.ShouldBe(TimeSpan.FromSeconds(14));

        Check(Home, password: "forged");
        _agent.Silence.ShouldBe(TimeSpan.FromSeconds(14));
        Check(Home);
        _agent.Silence.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_wanderer_keeps_only_the_latest_paths()
    {
        var dropped = new List<TransportAddress>();
        _agent.PathDropped += dropped.Add;
        for (ushort i = 0; i < 12; i++)
            Check(TransportAddress.FromV4(0xC0000201, (ushort)(1000 + i)), nominate: i == 0);

        dropped.Count.ShouldBe(4);
        dropped.ShouldNotContain(_agent.Selected!.Value);
    }

    [Fact]
    public void A_path_that_broke_is_sent_to_no_more_until_a_check_shows_another()
    {
        var connection = Home with { Connection = 7 };
        Check(connection, nominate: true);
        _agent.Selected.ShouldBe(connection);

        _agent.Forget(Mobile);
        _agent.Selected.ShouldBe(connection);
        _agent.Forget(connection);
        _agent.Selected.ShouldBeNull();
        Check(Home with { Connection = 8 });

        _agent.Selected.ShouldBe(Home with { Connection = 8 });
    }

    [Fact]
    public void After_a_restart_only_the_new_credentials_count_and_media_keeps_its_path_meanwhile()
    {
        Check(Home, nominate: true);
        var old = _agent.Local;

        _agent.Restart("anew");

        Check(Home, username: $"{old.Ufrag}:them").ShouldBe(0);
        _agent.Selected.ShouldBe(Home);
        Check(Mobile, new byte[StunWriter.BufferLength], nominate: true, username: $"{_agent.Local.Ufrag}:anew")
            .ShouldBeGreaterThan(0);
        _agent.Selected.ShouldBe(Mobile);
    }

    [Theory]
    [InlineData((ushort)StunAttribute.IceControlled, 487)]
    [InlineData((ushort)0x0033, 420)]
    public void What_contradicts_us_is_told_so(ushort attribute, int code)
    {
        var response = new byte[StunWriter.BufferLength];
        var length = Check(Home, response, extra: (StunAttribute)attribute);

        StunMessage.TryParse(response.AsSpan(0, length), out var message).ShouldBeTrue();
        message.Class.ShouldBe(StunClass.ErrorResponse);
        message.TryGet(StunAttribute.ErrorCode, out var error).ShouldBeTrue();
        (error[2] * 100 + error[3]).ShouldBe(code);
        _agent.Selected.ShouldBeNull();
    }

    private int Check(TransportAddress from, bool nominate = false, string? password = null) =>
        Check(from, new byte[StunWriter.BufferLength], nominate, password);

    private int Check(TransportAddress from, string? username) =>
        Check(from, new byte[StunWriter.BufferLength], username: username, hasUsername: username is not null);

    private int Check(
        TransportAddress from,
        byte[] response,
        bool nominate = false,
        string? password = null,
        string? username = null,
        bool hasUsername = true,
        StunAttribute? extra = null)
    {
        var request = new byte[StunWriter.BufferLength];
        var writer = new StunWriter(request, StunClass.Request, new TransactionId(1, 2));
        if (hasUsername)
            writer.Add(StunAttribute.Username, Encoding.ASCII.GetBytes(username ?? $"{_agent.Local.Ufrag}:them"));
        if (nominate)
            writer.Add(StunAttribute.UseCandidate, []);
        if (extra is { } attribute)
            writer.Add(attribute, 7ul);
        writer.AddIntegrity(Encoding.ASCII.GetBytes(password ?? _agent.Local.Password));
        writer.AddFingerprint();

        StunMessage.TryParse(request.AsSpan(0, writer.Length), out var message).ShouldBeTrue();
        return _agent.Answer(message, from, response);
    }
}
