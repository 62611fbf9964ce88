using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Alarms;

public sealed class AlarmBookTests(RoomServer server) : HubTests(server), IClassFixture<RoomServer>
{
    [Fact]
    public async Task The_studio_is_told_once_and_again_when_it_is_over_and_sees_how_often_it_was()
    {
        var (book, log) = Book(TimeProvider.System);
        await _studio.AskAsync("Join", _talk.Id);
        var told = new List<AlarmView>();
        book.Changed += (_, alarm) => told.Add(alarm);

        book.Raise(_talk.Id, AlarmCodes.OutputFailing, AlarmLevel.Fault, "Radio 103.7", "It does not answer.");
        var alarm = (await _studio.NextAsync("alarms"))[0];
        alarm.GetProperty("code").GetString().ShouldBe("output.failing");
        alarm.GetProperty("level").GetString().ShouldBe("fault");
        alarm.GetProperty("subject").GetString().ShouldBe("Radio 103.7");

        book.Raise(_talk.Id, AlarmCodes.OutputFailing, AlarmLevel.Fault, "Radio 103.7", "It is busy.");
        book.Raise(_talk.Id, AlarmCodes.OutputFailing, AlarmLevel.Fault, "Radio 103.7", "It is busy.");
        book.Of(_talk.Id).Single().Reason.ShouldBe("It is busy.");
        told.Count.ShouldBe(1, "another reason is no other alarm");

        book.Clear(_talk.Id, AlarmCodes.OutputFailing, "Radio 103.7");
        book.Clear(_talk.Id, AlarmCodes.OutputFailing, "Radio 103.7");
        book.Clear(_talk.Id, AlarmCodes.OutputFailing, "Radio 99");
        book.Raise(_talk.Id, AlarmCodes.OutputFailing, AlarmLevel.Fault, "Radio 103.7");
        told.Select(one => one.ClearedAt is null).ShouldBe([true, false, true]);
        book.Of(_talk.Id).Single().Count.ShouldBe(2);
        log.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Whoever_comes_in_is_told_of_what_lasts_first()
    {
        var time = new ManualTime();
        var (book, _) = Book(time);
        book.Raise(_talk.Id, AlarmCodes.StationEcho, AlarmLevel.Fault, "Radio 103.7");
        time.Advance(TimeSpan.FromSeconds(1));
        book.Raise(_talk.Id, AlarmCodes.DeadAirSoon, AlarmLevel.Warning);
        book.Clear(_talk.Id, AlarmCodes.DeadAirSoon);

        await _studio.AskAsync("Join", _talk.Id);

        var alarms = await _studio.NextAsync("alarms");
        alarms.EnumerateArray().Select(alarm => alarm.GetProperty("code").GetString()).ShouldBe(["station.echo", "dead-air.soon"]);
    }

    [Fact]
    public void An_output_that_stumbles_is_no_alarm_and_one_that_fails_is_until_it_runs_or_is_taken_away()
    {
        var time = new ManualTime();
        var (book, _) = Book(time);
        var watch = new OutputWatch(_talk.Id, book, time);
        OutputView station = new("Radio 103.7", "station", "retrying", "It is busy."), hls = new("Live stream", "hls", "running");
        OutputView tape = new("Recording", "recording", "running");

        watch.Look([station, hls, tape], isLive: true);
        time.Advance(TimeSpan.FromSeconds(2));
        watch.Look([station with { State = "running", Reason = null }, hls, tape], isLive: true);
        book.Of(_talk.Id).ShouldBeEmpty();

        watch.Look([station, hls, tape with { State = "retrying", Reason = "The disk is full." }], isLive: true);
        time.Advance(TimeSpan.FromSeconds(4));
        watch.Look([station, hls, tape with { State = "retrying", Reason = "The disk is full." }], isLive: true);
        Open().ShouldBe([("output.failing", "Radio 103.7"), ("recording.failing", null)], ignoreOrder: true);

        watch.Look([hls, tape with { Reason = "The disk is full in 90 minutes. Free some space." }], isLive: true);
        Open().ShouldBe([("recording.disk", null)]);
        watch.Look([hls, tape], isLive: true);
        Open().ShouldBeEmpty();

        IEnumerable<(string, string?)> Open() => book.Of(_talk.Id).Where(alarm => alarm.ClearedAt is null).Select(alarm => (alarm.Code, alarm.Subject));
    }

    [Fact]
    public void A_station_that_calls_us_is_missed_on_air_and_not_before()
    {
        var time = new ManualTime();
        var (book, _) = Book(time);
        var watch = new OutputWatch(_talk.Id, book, time);
        var station = new OutputView("FM 103", "station", "retrying", "The station has not called.") { Code = "station.waiting" };

        for (var second = 0; second < 60; second++)
        {
            watch.Look([station], isLive: false);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        book.Of(_talk.Id).ShouldBeEmpty();

        for (var second = 0; second < 5; second++)
        {
            watch.Look([station], isLive: true);
            time.Advance(TimeSpan.FromSeconds(1));
        }
        book.Of(_talk.Id).Single().Code.ShouldBe("output.failing");
    }

    private (AlarmBook, List<string>) Book(TimeProvider time)
    {
        var log = new Lines();
        return (new AlarmBook(_host.Get<IStudioSignals>(), _host.Talks, time, log), log.Written);
    }

    private sealed class Lines : ILogger<AlarmBook>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
