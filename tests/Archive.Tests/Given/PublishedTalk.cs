using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Tests.Given;

/// <summary>A house with one published replay, of a talk with two answers, a gap and a poll.</summary>
public sealed class PublishedTalk : IAsyncLifetime
{
    private ArchiveHouse? _house;
    private EpisodeCard? _episode;

    public ArchiveDatabase Postgres { get; } = new();

    internal ArchiveHouse House => _house ?? throw new InvalidOperationException("The fixture has not been initialised.");

    internal EpisodeCard Episode => _episode ?? throw new InvalidOperationException("The fixture has not been initialised.");

    public async ValueTask InitializeAsync()
    {
        await Postgres.InitializeAsync();
        _house = await ArchiveHouse.OpenAsync(Postgres, new ArchiveOptions { PublicUrl = new Uri("https://talks.example") });
        _episode = House.Calendar.Add("licence", EpisodeState.Published, ArchiveHouse.Evening, "Your licence in one visit");
        House.Calendar.Keep(Record(_episode.TalkId, ArchiveHouse.Evening));
        var tape = new Tape(House.Data, _episode.Id)
            .With(ArchiveHouse.Evening, Sound.Tone(440, 4))
            .With(ArchiveHouse.Evening.AddSeconds(10), Sound.Tone(660, 5))
            .Write();
        await House.ProduceAsync(tape, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is not null)
            await _house.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    private static TalkRecord Record(TalkId talk, DateTimeOffset live) => new(
        talk,
        live,
        live.AddSeconds(15),
        [
            Question("Which papers do I need?", "Noy", QuestionState.Answered, 7, live, from: 2, to: 3.5),
            Question("ຂ້ອຍຕ້ອງຈ່າຍພາສີບໍ?", null, QuestionState.Answered, 3, live, from: 12, to: 14),
            Question("And for a market stall?", "Kham", QuestionState.Deferred, 1, live),
        ],
        [
            new PollView(
                new PollId(Guid.CreateVersion7()), "Tea or coffee?", ["Tea", "Coffee"], PollState.Closed, [12, 30], null,
                live.AddSeconds(3), live.AddSeconds(11), PollRules.Single, Voters: 42),
        ],
        PeakPeople: 42);

    private static QuestionView Question(
        string text, string? author, QuestionState state, int votes, DateTimeOffset live, double? from = null, double? to = null) => new(
        new QuestionId(Guid.CreateVersion7()), text, author, state, votes, false, false, null, live,
        from is { } began ? live.AddSeconds(began) : null, to is { } ended ? live.AddSeconds(ended) : null, null);
}
