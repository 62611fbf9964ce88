using System.Net;
using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>Talks that stand on the calendar.</summary>
public sealed class AnnouncingTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task An_episode_whose_talk_nobody_announced_takes_questions_after_the_next_start()
    {
        var (_, talk) = await server.FoundSeriesAsync();
        await ForgetAsync(talk);

        await using var restarted = await server.StartNodeAsync();

        using var stranger = new TestClient(restarted.Address);
        await Eventually.BecomesAsync(
            async () => (await stranger.GetAsync($"/api/talks/{talk}/room")).IsSuccessStatusCode, "the talk is announced");
        using var attendee = new TestClient(restarted.Address, (await stranger.PostedAsync("/api/attendees", new { name = "Ada" })).Text("token"));
        using var asked = await attendee.PostAsync(
            $"/api/talks/{talk}/forms/ask", new FormUrlEncodedContent([new("text", "How much is it?")]), request => request.Headers.Accept.ParseAdd("application/json"));
        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The talk as it was before talks were announced: on the calendar alone.</summary>
    private async Task ForgetAsync(TalkId talk)
    {
        await using var connection = new NpgsqlConnection(server.Connection);
        await connection.OpenAsync();
        foreach (var table in new[] { "talk_event", "talk" })
        {
            await using var delete = new NpgsqlCommand($"DELETE FROM broadcast.{table} WHERE talk_id = $1", connection) { Parameters = { new() { Value = talk.Value } } };
            (await delete.ExecuteNonQueryAsync()).ShouldBePositive();
        }
    }
}
