using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class TroubleLogTests
{
    private readonly ManualTime _time = new();
    private readonly Lines _lines = new();
    private readonly TroubleLog _log;

    public TroubleLogTests() => _log = new TroubleLog(_lines, _time);

    [Fact]
    public void What_fails_with_every_packet_is_a_line_a_minute_that_says_how_often()
    {
        for (var i = 0; i < 50; i++)
            _log.Tell("A packet failed", new InvalidOperationException());
        _lines.ShouldBe(["A packet failed"]);

        _time.Advance(TimeSpan.FromMinutes(1));
        _log.Tell("A packet failed", new InvalidOperationException());

        _lines.ShouldBe(["A packet failed", "A packet failed, and 49 times more since it was last told"]);
    }

    [Fact]
    public void One_trouble_does_not_hide_another()
    {
        _log.Tell("A packet failed", new InvalidOperationException());
        _log.Tell("A packet failed", new IOException());
        _log.Tell("A call failed", null);

        _lines.Count.ShouldBe(3);
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }
}
