using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Tests;

/// <summary>A replay as programs read it, and the slides in it on their way through PostgreSQL.</summary>
public sealed class ReplayOverHttpTests(ArchiveDatabase postgres) : IClassFixture<ArchiveDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_is_not_found_before_it_is_public_and_then_told_whole()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var live = ArchiveHouse.Evening;
        var episode = house.Calendar.Add("papers", EpisodeState.Ended, live, "Papers");
        var question = new QuestionView(
            QuestionId.New(), "Which papers do I need?", "Noy", QuestionState.Answered, 3, false, false, "en", live,
            live.AddSeconds(2), live.AddSeconds(3), null, Answer: "The yellow one.");
        var poll = new PollView(
            PollId.New(), "Which?", ["Tea", "Coffee"], PollState.Revealed, [12, 30], null, live.AddSeconds(1), live.AddSeconds(3),
            new PollRules(PollKind.Quiz, Right: 1), Voters: 42);
        house.Calendar.Keep(new TalkRecord(episode.TalkId, live, live.AddSeconds(5), [question], [poll], PeakPeople: 42));
        using var early = await house.Web.GetAsync($"/api/episodes/{episode.Id}/replay", Ct);
        early.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await house.ProduceAsync(new Tape(house.Data, episode.Id).With(live, Sound.Tone(440, 5)).Write(), Ct);

        var replay = await house.Web.GetFromJsonAsync<JsonElement>($"/api/episodes/{episode.Id}/replay", Ct);
        replay.GetProperty("duration").GetString().ShouldBe("00:00:05");
        replay.GetProperty("chapters").EnumerateArray().Select(chapter => chapter.GetProperty("title").GetString()).ShouldBe(["Papers", "Which papers do I need?"]);
        var told = replay.GetProperty("questions").EnumerateArray().Single();
        told.GetProperty("answerAt").GetString().ShouldBe("00:00:02");
        told.GetProperty("question").GetProperty("answer").GetString().ShouldBe("The yellow one.");
        var result = replay.GetProperty("polls").EnumerateArray().Single();
        result.GetProperty("tally").EnumerateArray().Select(ballots => ballots.GetInt32()).ShouldBe([12, 30]);
        result.GetProperty("rules").GetProperty("right").GetInt32().ShouldBe(1);
        foreach (var file in replay.GetProperty("files").EnumerateArray())
        {
            using var media = await house.Web.GetAsync(file.GetProperty("url").GetString(), Ct);
            media.StatusCode.ShouldBe(HttpStatusCode.OK);
            media.Content.Headers.ContentLength.ShouldBe(file.GetProperty("bytes").GetInt64());
        }
    }

    [Fact]
    public async Task What_nobody_ever_planned_is_not_found()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        foreach (var episode in new[] { EpisodeId.New().ToString(), "papers", "..%2f..%2fetc" })
        {
            using var answer = await house.Web.GetAsync($"/api/episodes/{episode}/replay", Ct);
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Slides_come_back_as_they_were_shown()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var live = ArchiveHouse.Evening;
        var episode = house.Calendar.Add("slides", EpisodeState.Ended, live, "Slides");
        var (first, second) = (Slide(episode, 1, "ໃບອະນຸຍາດ \"one\" & <two>"), Slide(episode, 2, text: null));
        house.Calendar.Keep(new TalkRecord(
            episode.TalkId, live, live.AddSeconds(6), [], [], PeakPeople: 1,
            [
                new SlideShowing(live.AddSeconds(-30), second), // shown before the recording: what is there when it begins is what came last
                new SlideShowing(live.AddSeconds(-5), first),
                new SlideShowing(live.AddSeconds(2), null),
                new SlideShowing(live.AddSeconds(4.5), second),
                new SlideShowing(live.AddSeconds(60), first), // past the end: nobody hears it
            ]));

        await house.ProduceAsync(new Tape(house.Data, episode.Id).With(live, Sound.Tone(440, 6)).Write(), Ct);

        var replay = (await house.Replays.FindAsync(episode.Id, Ct)).ShouldNotBeNull();
        replay.Slides.ShouldBe([
            new ReplaySlide(TimeSpan.Zero, first), new ReplaySlide(TimeSpan.FromSeconds(2), null), new ReplaySlide(TimeSpan.FromSeconds(4.5), second)]);
        var told = await house.Web.GetFromJsonAsync<JsonElement>($"/api/episodes/{episode.Id}/replay", Ct);
        var slides = told.GetProperty("slides").EnumerateArray().ToList();
        slides[0].GetProperty("slide").GetProperty("small").GetProperty("url").GetString().ShouldBe(first.Small.Url);
        slides[1].GetProperty("slide").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static SlideView Slide(EpisodeCard episode, int number, string? text) => new(
        SlideId.New(), DeckId.New(), number, text,
        new PictureView($"/slides/{episode.TalkId}/{number}-small.webp", 480, 270, 11_000),
        new PictureView($"/slides/{episode.TalkId}/{number}-large.webp", 960, 540, 33_000));
}
