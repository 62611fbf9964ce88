using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The talk that a server airs to itself before anybody comes.</summary>
public sealed class DryRunTests
{
    [Fact]
    public async Task It_airs_from_its_first_tick_to_its_last_and_nothing_in_it_fails()
    {
        using var engine = new ReturnEngine();
        var failures = new Failures();

        await DryRun.AirAsync(engine, failures);

        failures.ShouldBeEmpty();
    }

    private sealed class Failures : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Add($"{formatter(state, exception)} {exception}");
        }
    }
}
