using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Registration;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Registration;

/// <summary>What attendees told of themselves, as it is kept and taken over.</summary>
public sealed class RegistrationTests : IClassFixture<BroadcastDatabase>, IAsyncDisposable
{
    private static readonly RegistrationAnswers Told = new("food", "LA-VT", "female");

    private readonly BroadcastDatabase _postgres;
    private readonly BroadcastDb _db;
    private readonly Registrations _registrations;
    private readonly SeriesCard _series = Episodes.Series(RegistrationField.Sector, RegistrationField.Province, RegistrationField.Sex);

    public RegistrationTests(BroadcastDatabase postgres)
    {
        _postgres = postgres;
        _db = new BroadcastDb(postgres.Options);
        _registrations = new Registrations(_db, TimeProvider.System, NullLogger<Registrations>.Instance);
    }

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    [Fact]
    public async Task Nothing_is_taken_after_the_end_neither_from_a_form_nor_from_an_earlier_talk()
    {
        await using var node = await Node.StartAsync(_postgres.Options);
        var (before, over) = (await OpenAsync(node), await OpenAsync(node));
        await SaveAsync(before, _series, Ada);
        await over.AskAsync(new EndTalk(), Host);

        (await Should.ThrowAsync<FaultException>(() => SaveAsync(over, _series, Bounmy))).Code.ShouldBe("talk.over");
        await FindAsync(over, _series, Ada);

        (await _db.AnswersAsync(over.Id, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_the_series_still_asks_is_taken_over_and_shown()
    {
        await using var node = await Node.StartAsync(_postgres.Options);
        var (first, next, last) = (await OpenAsync(node), await OpenAsync(node), await OpenAsync(node));
        await SaveAsync(first, _series, Ada);
        var (curtailed, changed) = (Asking(RegistrationField.Sex), Asking());

        (await FindAsync(next, curtailed, Ada)).ShouldBe(new RegistrationAnswers(null, null, "female"));
        (await _db.AnswersAsync(next.Id, CancellationToken.None)).ShouldHaveSingleItem().Answers.ShouldBe(new RegistrationAnswers(null, null, "female"));
        (await FindAsync(last, changed, Ada)).ShouldBeNull();
        (await FindAsync(first, curtailed, Ada)).ShouldBe(new RegistrationAnswers(null, null, "female"));

        SeriesCard Asking(params IReadOnlyList<RegistrationField> asks) => _series with { Rules = new RoomRules { Asks = asks } };
    }

    [Fact]
    public async Task Reports_know_the_talks_that_are_over_by_their_newest_card()
    {
        await using var node = await Node.StartAsync(_postgres.Options);
        var (over, open) = (await OpenAsync(node), await OpenAsync(node));
        await node.Talks.OpenAsync(Episodes.Scheduled(over.Id.Episode, TimeProvider.System.GetUtcNow().AddHours(1), "Its last title"), CancellationToken.None);
        await over.AskAsync(new EndTalk(), Host);

        var cards = await node.Log.CardsOfEndedAsync([over.Id, open.Id], CancellationToken.None);

        cards.ShouldHaveSingleItem().Value.ShouldBe(over.State.Card);
        cards[over.Id].Title.ShouldBe("Its last title");
    }

    private static Task<TalkSession> OpenAsync(Node node) => node.OpenAsync();

    private Task SaveAsync(TalkSession talk, SeriesCard series, Actor person) =>
        _registrations.SaveAsync(talk.Id, series.Id, person.Id, Told, CancellationToken.None);

    private Task<RegistrationAnswers?> FindAsync(TalkSession talk, SeriesCard series, Actor person) =>
        _registrations.FindAsync(talk.Id, series, person.Id, CancellationToken.None);
}
