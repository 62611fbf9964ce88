using TalksPlatform.Broadcast.Crew;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Crew;

/// <summary>What studio and speakers write to each other.</summary>
public sealed class CrewNoteTests(RoomServer server) : HubTests(server), IClassFixture<RoomServer>
{
    private readonly PaperTalk _paper = PaperTalk.Opened();

    [Fact]
    public void A_note_is_clean_and_short_and_the_latest_fifty_are_kept()
    {
        _paper.Refuses(new WriteCrewNote(" "), Host).ShouldBe("note.empty");
        _paper.Refuses(new WriteCrewNote(new string('x', 281)), Host).ShouldBe("note.too-long");
        _paper.Refuses(new WriteCrewNote("Hello?"), Ada).ShouldBe("talk.not-yours");

        for (var i = 0; i < 51; i++)
            _paper.Give(new WriteCrewNote($"Note\n{i}"), Speaker);
        _paper.State.Crew.Latest.Count.ShouldBe(50);
        _paper.State.Crew.Latest[^1].ShouldBe(new CrewNote(_paper.State.Seq, "Dr Keo", "Note 50", _paper.Now));

        _paper.Give(new EndTalk(), Host);
        _paper.Refuses(new WriteCrewNote("Thank you!"), Host).ShouldBe("talk.over");
    }

    [Fact]
    public async Task Studio_and_speakers_read_it_whoever_comes_later_too_and_the_audience_hears_nothing()
    {
        await using var backstage = await _host.ConnectAsync(Speaker, _talk.Id);
        await backstage.AskAsync("Join", _talk.Id);
        await _studio.AskAsync("Join", _talk.Id);
        await _ada.AskAsync("Join", _talk.Id);

        await _studio.AskAsync("WriteCrewNote", _talk.Id, CommandId.New(), "Your microphone is too close.");

        foreach (var crew in new[] { backstage, _studio })
        {
            var note = (await crew.NextAsync("notes"))[0];
            note.GetProperty("text").GetString().ShouldBe("Your microphone is too close.");
            note.GetProperty("author").GetString().ShouldBe("Noy");
        }
        await backstage.AskAsync("WriteCrewNote", _talk.Id, CommandId.New(), "Better?");
        (await _studio.NextAsync("notes")).GetArrayLength().ShouldBe(1, "only what is new");
        await using var second = await _host.ConnectAsync(Host);
        await second.AskAsync("Join", _talk.Id);
        (await second.NextAsync("notes")).GetArrayLength().ShouldBe(2);

        (await RefusalAsync(() => _ada.AskAsync("WriteCrewNote", _talk.Id, CommandId.New(), "Hello?"))).ShouldBe("talk.not-yours");
        await using var stranger = await _host.ConnectAsync(Speaker with { Id = PersonId.New() }); // a speaker of another talk
        (await RefusalAsync(() => stranger.AskAsync("WriteCrewNote", _talk.Id, CommandId.New(), "Hello?"))).ShouldBe("talk.not-yours");
        await _studio.AskAsync("PauseAsking", _talk.Id, CommandId.New(), true);
        HubMessage heard;
        while ((heard = await _ada.Messages.ReadAsync()).Target != "patch")
            (heard.Target == "notes").ShouldBeFalse();
    }
}
