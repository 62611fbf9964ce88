using System.Text.Json;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Polls;

/// <summary>Polls over the hub.</summary>
public sealed class PollHubTests(RoomServer server) : HubTests(server), IClassFixture<RoomServer>
{
    [Fact]
    public async Task A_thousand_votes_make_few_patches()
    {
        await _ada.AskAsync("Join", _talk.Id);
        var poll = await _talk.OpenPollAsync("Tea", "Coffee");

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => _talk.AskAsync(new CastVote(poll, 1), Somebody())));

        var patches = 0;
        JsonElement tally;
        do
        {
            tally = TallyIn(await _ada.NextAsync("patch"));
            patches++;
        }
        while (tally[1].GetInt32() < 1_000);
        patches.ShouldBeLessThan(20);

        static JsonElement TallyIn(JsonElement patch) =>
            (patch.TryGetProperty("counts", out var counts) ? counts : patch.GetProperty("polls"))[0].GetProperty("tally");
    }

    [Fact]
    public async Task A_live_result_is_in_the_room_of_those_who_voted_and_of_everybody_once_the_poll_closed()
    {
        await using var bounmy = await _host.ConnectAsync(Bounmy);
        var poll = await _talk.OpenPollAsync("Tea", "Coffee");
        await _ada.AskAsync("CastVote", _talk.Id, CommandId.New(), poll, 1);

        (await TallyAsync(_ada)).ShouldBe([0, 1]);
        (await TallyAsync(bounmy)).ShouldBeNull("she has not voted yet");
        await _studio.AskAsync("ClosePoll", _talk.Id, CommandId.New(), poll);
        (await TallyAsync(bounmy)).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task A_hidden_result_is_sent_to_nobody_of_the_audience_before_it_is_revealed()
    {
        await _ada.AskAsync("Join", _talk.Id);
        var poll = PollId.New();
        await _studio.AskAsync("CreatePoll", _talk.Id, CommandId.New(), poll, "Well?", new[] { "Yes", "No" }, new { kind = "single", hidden = true });
        await _studio.AskAsync("OpenPoll", _talk.Id, CommandId.New(), poll);
        await _ada.AskAsync("CastVote", _talk.Id, CommandId.New(), poll, 1);
        await _studio.AskAsync("ClosePoll", _talk.Id, CommandId.New(), poll);
        (await TallyAsync(_ada)).ShouldBeNull();
        var revealed = (await _studio.AskAsync("RevealPoll", _talk.Id, CommandId.New(), poll)).GetProperty("seq").GetInt64();

        JsonElement patch;
        while ((patch = await _ada.NextAsync("patch")).GetProperty("seq").GetInt64() < revealed)
        {
            foreach (var told in Told(patch, "polls").Concat(Told(patch, "counts")))
                (told.TryGetProperty("tally", out var tally) && tally.ValueKind == JsonValueKind.Array).ShouldBeFalse(patch.GetRawText());
        }
        Told(patch, "polls").Single().GetProperty("tally").EnumerateArray().Select(ballots => ballots.GetInt32()).ShouldBe([0, 1]);
    }

    private static List<JsonElement> Told(JsonElement patch, string name) => patch.TryGetProperty(name, out var told) ? [.. told.EnumerateArray()] : [];

    /// <summary>The poll's result in the room that somebody comes into; null where there is none for her.</summary>
    private async Task<IEnumerable<int>?> TallyAsync(HubConnection viewer)
    {
        var tally = (await viewer.AskAsync("Join", _talk.Id)).GetProperty("polls")[0].GetProperty("tally");
        return tally.ValueKind == JsonValueKind.Null ? null : tally.EnumerateArray().Select(ballots => ballots.GetInt32());
    }
}
