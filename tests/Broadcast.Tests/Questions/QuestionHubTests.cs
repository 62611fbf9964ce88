using System.Text.Json;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Questions;

/// <summary>Questions over the hub.</summary>
public sealed class QuestionHubTests(RoomServer server) : HubTests(server), IClassFixture<RoomServer>
{
    [Fact]
    public async Task A_question_travels_from_a_phone_to_the_studio_and_back_to_everybody()
    {
        await using var bounmy = await _host.ConnectAsync(Bounmy);
        (await _ada.AskAsync("Join", _talk.Id)).GetProperty("phase").GetString().ShouldBe("greenRoom");
        await bounmy.AskAsync("Join", _talk.Id);
        await _studio.AskAsync("Join", _talk.Id);

        var accepted = await _ada.AskAsync("Ask", _talk.Id, CommandId.New(), _question, "How much?", "Ada", "en");
        accepted.GetProperty("seq").GetInt64().ShouldBe(2);

        (await _ada.NextAsync("mine")).GetProperty("state").GetString().ShouldBe("asked");
        var studioPatch = await _studio.NextAsync("patch");
        studioPatch.GetProperty("questions")[0].GetProperty("text").GetString().ShouldBe("How much?");
        studioPatch.TryGetProperty("phase", out _).ShouldBeFalse("a patch tells only what changed");

        await _studio.AskAsync("ApproveQuestion", _talk.Id, CommandId.New(), _question);

        foreach (var phone in new[] { _ada, bounmy })
        {
            var seen = (await phone.NextAsync("patch")).GetProperty("questions")[0];
            seen.GetProperty("state").GetString().ShouldBe("approved");
            seen.GetProperty("mine").GetBoolean().ShouldBeFalse("the public patch is the same for all");
        }
    }

    [Fact]
    public async Task A_question_that_was_accepted_may_be_sent_again_however_many_were_asked_since()
    {
        await using var somebody = await _host.ConnectAsync(Somebody());
        var (command, question) = (CommandId.New(), QuestionId.New());
        var first = await somebody.AskAsync("Ask", _talk.Id, command, question, "How much?", null, "en");
        for (var more = 1; more < QuestionLimits.WaitingPerPerson; more++)
            await somebody.AskAsync("Ask", _talk.Id, CommandId.New(), QuestionId.New(), $"How much is {more}?", null, "en");

        var again = await somebody.AskAsync("Ask", _talk.Id, command, question, "How much?", null, "en");

        again.GetProperty("seq").GetInt64().ShouldBe(first.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Upvotes_are_told_in_so_few_bytes_that_an_hour_of_them_is_cheap()
    {
        var question = QuestionId.New();
        await _ada.AskAsync("Join", _talk.Id);
        await _talk.AskAsync(new Ask(question, "Can I register online?"), Bounmy);
        await _talk.AskAsync(new ApproveQuestion(question), Host);
        await _talk.AskAsync(new Upvote(question), Bounmy);

        JsonElement patch;
        do
            patch = await _ada.NextAsync("patch");
        while (!patch.TryGetProperty("votes", out _));

        patch.TryGetProperty("questions", out _).ShouldBeFalse();
        patch.GetProperty("votes")[0].GetProperty("votes").GetInt32().ShouldBe(1);
        const int MostInAnHour = 240 + (3_600 / 3);
        var message = """{"type":1,"target":"patch","arguments":[]}""".Length + patch.GetRawText().Length + 8;
        (message * MostInAnHour).ShouldBeLessThan(300_000);
    }
}
