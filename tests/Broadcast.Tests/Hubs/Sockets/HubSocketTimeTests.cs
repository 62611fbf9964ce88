using System.Net.WebSockets;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Hubs.Sockets;

/// <summary>What time does to connections, and what a server does to them that stops or fails.</summary>
public sealed class HubSocketTimeTests : IAsyncLifetime
{
    private readonly BroadcastDatabase _postgres = new();
    private readonly ManualTime _time = new();
    private RoomHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _host = await RoomHost.StartAsync(_postgres.Options, _time, services => services
            .Configure<AuthorizationOptions>(access =>
                access.AddPolicy(Policies.Moderate, policy => policy.RequireAssertion(bool (AuthorizationHandlerContext _) => throw new TimeoutException("The database is away.")))));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_does_not_say_within_15_seconds_what_it_speaks_is_cut()
    {
        using var silent = await BareClient.ConnectAsync(_host);
        using var other = await BareClient.ConnectAsync(_host);
        await other.ShakeHandsAsync();

        _time.Advance(TimeSpan.FromSeconds(17));

        (await silent.EndAsync()).ShouldBeNull();
        await other.BeHeardAsync();
    }

    [Fact]
    public async Task The_silence_of_a_client_that_gives_signs_of_life_tells_that_it_is_gone()
    {
        using var client = await BareClient.ConnectAsync(_host);
        await client.ShakeHandsAsync();
        await client.SendAsync(BareClient.Ping);
        await client.BeHeardAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        await client.BeHeardAsync();
        _time.Advance(TimeSpan.FromSeconds(29));
        await client.BeHeardAsync();

        _time.Advance(TimeSpan.FromSeconds(32));

        (await client.EndAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_client_that_never_gave_a_sign_of_life_may_be_silent_and_gets_signs_of_the_server()
    {
        using var client = await BareClient.ConnectAsync(_host);
        await client.ShakeHandsAsync();

        _time.Advance(TimeSpan.FromMinutes(2));

        (await client.RecordAsync()).ShouldBe("{\"type\":6}"u8.ToArray());
        await client.BeHeardAsync();
    }

    [Fact]
    public async Task When_a_sign_in_expires_its_connection_ends()
    {
        using var client = await BareClient.ConnectAsync(_host, expires: _time.GetUtcNow().AddMinutes(10));
        await client.ShakeHandsAsync();
        _time.Advance(TimeSpan.FromMinutes(9));
        await client.BeHeardAsync();

        _time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));

        (await client.EndAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_server_that_stops_sends_everybody_home_in_peace_and_bids_them_come_back()
    {
        using var client = await BareClient.ConnectAsync(_host);
        await client.ShakeHandsAsync();

        var stopping = _host.StopAsync();

        (await client.RecordAsync()).ShouldBe("{\"type\":7,\"allowReconnect\":true}"u8.ToArray());
        (await client.EndAsync()).ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await stopping;
    }

    [Fact]
    public async Task A_failure_while_asking_who_may_is_told_and_the_connection_goes_on()
    {
        using var client = await BareClient.ConnectAsync(_host);
        await client.ShakeHandsAsync();
        await client.SendAsync(BareClient.Call("1", "TakeDownAnnouncement", TalkId.From(Guid.CreateVersion7()), CommandId.New(), 1));

        var refusal = await client.NextAsync();

        refusal.GetProperty("error").GetString().ShouldNotBeNull()
            .ShouldStartWith("An unexpected error occurred invoking 'TakeDownAnnouncement' on the server. HubException: internal|");
        await client.BeHeardAsync();
    }

    [Fact]
    public async Task Calls_that_cannot_be_count_towards_the_pace_as_well()
    {
        using var client = await BareClient.ConnectAsync(_host);
        await client.ShakeHandsAsync();
        for (var call = 0; call < 60; call++)
            await client.BeHeardAsync();

        await client.SendAsync(BareClient.Call("1", "NoSuchMethod"));

        (await client.NextAsync()).GetProperty("error").GetString().ShouldNotBeNull().ShouldContain("hub.too-fast|");
    }

    [Fact]
    public async Task Half_a_letter_is_no_text_and_ends_the_connection_in_words()
    {
        using var client = await BareClient.ConnectAsync(_host);
        await client.ShakeHandsAsync();
        await client.SendAsync("{\"type\":1,\"invocationId\":\"\\ud800\",\"target\":\"Join\",\"arguments\":[]}\u001e");

        (await client.NextAsync()).GetProperty("error").GetString().ShouldNotBeNull().ShouldStartWith("Connection closed with an error.");
        (await client.EndAsync()).ShouldBe(WebSocketCloseStatus.ProtocolError);
    }
}
