using TalksPlatform.Broadcast.Hosts;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Hosts;

/// <summary>The digits by which a host is known at the telephone.</summary>
public sealed class DeskPinTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>, IDisposable
{
    private readonly ManualTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("pins-").FullName;
    private readonly TalkId _talk = new(Guid.NewGuid());
    private readonly PersonId _noy = PersonId.New();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task They_open_one_talk_to_one_host_until_she_makes_new_ones_or_a_day_has_passed()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var db = new BroadcastDb(postgres.Options);
        var pins = new DeskPins(db, new DataFolder(_folder), _time);

        var first = await pins.MakeAsync(_talk, _noy, ct);
        first.Length.ShouldBe(6);
        first.ShouldAllBe(digit => char.IsAsciiDigit(digit));
        (await pins.FindAsync(_talk, first, ct)).ShouldBe(_noy);
        (await pins.FindAsync(new TalkId(Guid.NewGuid()), first, ct)).ShouldBeNull("another talk");

        var second = await pins.MakeAsync(_talk, _noy, ct);
        (await pins.FindAsync(_talk, second, ct)).ShouldBe(_noy);
        if (first != second)
            (await pins.FindAsync(_talk, first, ct)).ShouldBeNull("she made new ones");

        await using (var restarted = new BroadcastDb(postgres.Options))
            (await new DeskPins(restarted, new DataFolder(_folder), _time).FindAsync(_talk, second, ct)).ShouldBe(_noy, "after a restart, too");
        _time.Advance(TimeSpan.FromDays(1));
        (await pins.FindAsync(_talk, second, ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_who_reads_the_database_alone_can_tell_them()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var db = new BroadcastDb(postgres.Options);
        var pin = await new DeskPins(db, new DataFolder(_folder), _time).MakeAsync(_talk, _noy, ct);

        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder, "elsewhere")).FullName;
        (await new DeskPins(db, new DataFolder(elsewhere), _time).FindAsync(_talk, pin, ct)).ShouldBeNull("another house has another key");
    }
}
