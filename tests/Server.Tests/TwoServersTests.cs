using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

/// <summary>Two servers over one PostgreSQL, half of the audience at each.</summary>
public sealed class TwoServersTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Two_servers_have_one_tally_and_one_order_and_whoever_changes_over_misses_nothing()
    {
        await using var other = await server.StartNodeAsync();
        using var administrator = await server.AdministratorAsync();
        var token = await HostAsync(administrator);
        Uri[] both = [server.Server.Address, other.Address];
        var storm = await VoteStorm.GatherAsync(both[0], token, voters: 60);
        var desks = await Task.WhenAll(both.Select(address => VoteStorm.ConnectAsync(address, token)));
        var known = (await Task.WhenAll(desks.Select(desk => desk.AskAsync("Join", storm.Talk)))).Min(room => room.GetProperty("seq").GetInt64());

        await storm.BlowAsync(both, again: true);
        var questions = await Task.WhenAll(desks.SelectMany(desk => Enumerable.Range(0, 5).Select(_ => AskAsync(desk, storm.Talk))));

        foreach (var address in both)
            await storm.EnsureCountedAsync(address);
        foreach (var desk in desks)
            (await OrderAsync(desk, storm.Talk, questions)).ShouldBe(questions.OrderBy(question => question.Seq).Select(question => question.Id));
        await using var changedOver = await VoteStorm.ConnectAsync(both[1], token);
        // What its own server gathers at this moment is no patch yet: that follows a moment later.
        await TestKit.Eventually.BecomesAsync(
            async () => SeqAfter(await changedOver.AskAsync("CatchUp", storm.Talk, known), known) == questions.Max(question => question.Seq),
            "whoever changed over is told all that she missed");
        foreach (var desk in desks)
            await desk.DisposeAsync();
    }

    private static async Task<string> HostAsync(TestClient administrator)
    {
        var invitation = await administrator.PostedAsync("/api/invitations", new { name = "Noy" });
        return await administrator.SignInAsync(invitation.Text("token"));
    }

    private static async Task<(long Seq, string Id)> AskAsync(HubConnection desk, TalkId talk)
    {
        var question = QuestionId.New();
        var answer = await desk.AskAsync("Ask", talk, CommandId.New(), question, "How much?", null, null);
        return (answer.GetProperty("seq").GetInt64(), question.ToString());
    }

    /// <summary>The questions in the server's order, once it knows all of them.</summary>
    private static async Task<IEnumerable<string>> OrderAsync(HubConnection desk, TalkId talk, (long Seq, string Id)[] awaited)
    {
        var last = awaited.Max(question => question.Seq);
        JsonElement room = default;
        await TestKit.Eventually.BecomesAsync(
            async () => (room = await desk.AskAsync("Join", talk)).GetProperty("seq").GetInt64() >= last, "this server knows the whole log");
        return room.GetProperty("questions").EnumerateArray().Select(question => question.Text("id"));
    }

    private static long SeqAfter(JsonElement missed, long known) => missed.TryGetProperty("snapshot", out var snapshot)
        ? snapshot.GetProperty("seq").GetInt64()
        : missed.GetProperty("patches").EnumerateArray().Select(patch => patch.GetProperty("seq").GetInt64()).LastOrDefault(known);
}
