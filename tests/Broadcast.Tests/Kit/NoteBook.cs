using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>Keeps what a server complains of.</summary>
internal sealed class NoteBook : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>It complained in these words, among others.</summary>
    public bool Has(string words) => _lines.Any(line => line.Contains(words, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
        // It holds nothing.
    }
}
