using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.TestKit.Fuzzing;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>Whoever runs a talk with a client that nobody of ours wrote may ruin the talk, and nothing else.</summary>
public sealed class HostileStudioTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private const int Calls = 1_200;
    private const int CallsPerTalk = 300;
    private const int CallsPerPerson = 150; // more at once are too fast
    private const int FuzzInputs = 600;

    private readonly ErrorLog _errors = new();
    private readonly List<string> _unfit = [];
    private readonly List<byte[]> _records = [];

    [Theory]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Producer)]
    public async Task Whatever_is_asked_for_is_answered_with_a_result_or_a_fault_and_nothing_unexpected_is_logged(Role role)
    {
        await using var host = await RoomHost.StartAsync(postgres.Options, otherwise: services => services.AddSingleton<ILoggerProvider>(_errors));
        var talks = await CallAsync(host, role);
        _unfit.ShouldBeEmpty();
        _errors.Entries.ShouldBeEmpty();

        await SendBytesAsync(host, role);
        _errors.Entries.ShouldBeEmpty();
        host.IsStopping.ShouldBeFalse();

        await using var another = await RoomHost.StartAsync(postgres.Options);
        foreach (var talk in talks)
        {
            await using var honest = await another.ConnectAsync(Somebody());
            (await honest.AskAsync("Join", talk.Id)).GetProperty("seq").GetInt64().ShouldBe(talk.State.Seq, "another server reads what was accepted");
        }
    }

    private async Task<List<TalkSession>> CallAsync(RoomHost host, Role role)
    {
        var maker = new HubCallMaker(seed: 7 + (int)role);
        List<TalkSession> talks = [];
        HubConnection? connection = null;
        var (inTalk, results) = (0, 0);
        for (var i = 0; i < Calls; i++)
        {
            if (i == 0 || inTalk++ == CallsPerTalk || talks[^1].State.Phase == TalkPhase.Ended)
            {
                talks.Add(await PreparedAsync(host, maker));
                inTalk = 0;
            }
            if (i % CallsPerPerson == 0)
            {
                await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
                connection = await host.ConnectAsync(new Actor(PersonId.New(), "Noy", role));
            }
            var (method, arguments) = maker.Next(talks[^1].Id);
            _records.Add(Record(method, arguments));
            results += await AnswerAsync(connection!, method, arguments) ? 1 : 0;
        }
        await connection!.DisposeAsync();
        results.ShouldBeGreaterThan(Calls / 20, "or hardly anything was tried");
        return talks;
    }

    /// <summary>True for a result, false for a refusal; whatever else is kept as unfit.</summary>
    private async Task<bool> AnswerAsync(HubConnection connection, string method, object?[] arguments)
    {
        try
        {
            await connection.AskAsync(method, arguments);
            return true;
        }
        catch (HubRefusedException refused)
        {
            if (!IsFault(refused))
                _unfit.Add($"{method}({JsonSerializer.Serialize(arguments, HubConnection.Json)}): {refused.Message}");
            return false;
        }
        catch (WebSocketException gone)
        {
            throw new ShouldAssertException($"{method}({JsonSerializer.Serialize(arguments, HubConnection.Json)}) ended the connection", gone);
        }
    }

    /// <summary>Without a code is refused what is not of the method's types, and who may not call it.</summary>
    private static bool IsFault(HubRefusedException refused) => refused.Code != ""
        ? refused.Code.Contains('.', StringComparison.Ordinal)
        : refused.Message.EndsWith("due to an error on the server.", StringComparison.Ordinal)
            || refused.Message.EndsWith("because user is unauthorized", StringComparison.Ordinal);

    /// <summary>A talk on air with something of everything.</summary>
    private static async Task<TalkSession> PreparedAsync(RoomHost host, HubCallMaker maker)
    {
        var talk = await host.OpenAsync();
        maker.Forget();
        maker.Know(Ada.Id.ToString());
        maker.Know(Bounmy.Id.ToString());
        maker.Know(Speaker.Id.ToString());
        foreach (var person in (Actor[])[Ada, Bounmy, Host])
        {
            for (var i = 0; i < 3; i++)
            {
                var question = QuestionId.New();
                await talk.AskAsync(new Ask(question, $"How much is number {i}?"), person);
                maker.Know(question.ToString());
            }
        }
        for (var i = 0; i < 3; i++)
            maker.Know((await talk.OpenPollAsync("Yes", "No", "Perhaps")).ToString());
        await talk.AskAsync(new Broadcast.Hands.RaiseHand("Ada", "About rice", Consents: true), Ada);
        await talk.AskAsync(new Broadcast.Hands.RaiseHand("Bounmy", null, Consents: true), Bounmy);
        await talk.AskAsync(new GoLive(), Host);
        await talk.AskAsync(new PutOnAir(new ContributionId(Speaker.Id.Value), "Dr Keo", VoiceKind.Speaker), Host);
        return talk;
    }

    /// <summary>What was called before, with mistakes in its bytes.</summary>
    private async Task SendBytesAsync(RoomHost host, Role role)
    {
        var mutator = new Mutator(seed: 11, _records, maxLength: 8_192);
        ClientWebSocket? socket = null;
        for (var i = 0; i < FuzzInputs; i++)
        {
            var input = mutator.Next().ToArray();
            if (socket is not { State: WebSocketState.Open } || i % 25 == 0)
            {
                socket?.Abort();
                socket?.Dispose();
                socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("Authorization", $"Bearer {RoomHost.TokenOf(new Actor(PersonId.New(), "Noy", role))}");
                await socket.ConnectAsync(new Uri($"ws://{host.Address.Authority}{TalkHub.Path}"), CancellationToken.None);
                await TrySendAsync(socket, "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray());
            }
            await TrySendAsync(socket, input);
        }
        socket?.Dispose();
        await using var honest = await host.ConnectAsync(Somebody());
        await honest.AskAsync("Join", (await host.OpenAsync()).Id);
    }

    private static byte[] Record(string method, object?[] arguments) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(new { type = 1, invocationId = "1", target = method, arguments }, HubConnection.Json), 0x1E];

    private static async Task TrySendAsync(ClientWebSocket socket, byte[] bytes)
    {
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The server had enough of it.
        }
    }
}
