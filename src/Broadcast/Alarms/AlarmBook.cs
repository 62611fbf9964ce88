using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>How bad it is.</summary>
internal enum AlarmLevel
{
    /// <summary>It will be bad, or is a little so.</summary>
    Warning,

    /// <summary>Listeners hear it, or something is lost.</summary>
    Fault,
}

/// <summary>
/// What somebody should look after, talk by talk: raised, cleared, counted; told to the studio and to whoever wants to be
/// told. It is of the moment and never in the talk's log: whoever watches raises it anew after a restart. To raise one that
/// stands, or to clear one that does not, changes nothing. Thread-safe.
/// </summary>
internal sealed class AlarmBook
{
    private const int MostTold = 50;

    private readonly ConcurrentDictionary<TalkId, Page> _pages = new();
    private readonly IStudioSignals _signals;
    private readonly TimeProvider _time;
    private readonly ILogger<AlarmBook> _logger;

    public AlarmBook(IStudioSignals signals, TalkDirectory talks, TimeProvider time, ILogger<AlarmBook> logger)
    {
        (_signals, _time, _logger) = (signals, time, logger);
        talks.OnDropped(talk => _pages.TryRemove(talk.Id, out _));
    }

    /// <summary>Heard by whoever carries alarms further: the alarm as it is now. Be quick.</summary>
    public event Action<TalkId, AlarmView>? Changed;

    /// <summary>It is so, as of now.</summary>
    /// <param name="talk">Whose.</param>
    /// <param name="code">What it is; one of <see cref="AlarmCodes"/>.</param>
    /// <param name="level">How bad it is.</param>
    /// <param name="subject">What of several it is about, or null.</param>
    /// <param name="reason">What is known of it, without a secret; another one changes what is shown and tells nobody.</param>
    public void Raise(TalkId talk, string code, AlarmLevel level, string? subject = null, string? reason = null) =>
        Change(talk, (code, subject), alarm => alarm switch
        {
            { ClearedAt: null } => alarm with { Reason = reason, Level = level },
            _ => new AlarmView(code, level, subject, reason, _time.GetUtcNow(), null, (alarm?.Count ?? 0) + 1),
        });

    /// <summary>It is not so any more.</summary>
    public void Clear(TalkId talk, string code, string? subject = null) =>
        Change(talk, (code, subject), alarm => alarm is { ClearedAt: null } ? alarm with { ClearedAt = _time.GetUtcNow() } : alarm);

    /// <summary>Raises or clears it.</summary>
    public void Set(bool isSo, TalkId talk, string code, AlarmLevel level, string? subject = null, string? reason = null)
    {
        if (isSo)
            Raise(talk, code, level, subject, reason);
        else
            Clear(talk, code, subject);
    }

    /// <summary>All of a talk: those that last, and then the others, the newest first.</summary>
    public IReadOnlyList<AlarmView> Of(TalkId talk) => _pages.TryGetValue(talk, out var page) ? page.View() : [];

    private void Change(TalkId talk, (string Code, string? Subject) key, Func<AlarmView?, AlarmView?> change)
    {
        if (!_pages.TryGetValue(talk, out var page) && change(null) is null)
            return;
        page ??= _pages.GetOrAdd(talk, _ => new Page());
        lock (page.Gate)
        {
            var before = page.Alarms.GetValueOrDefault(key);
            if (change(before) is not { } alarm || alarm == before)
                return;
            page.Alarms[key] = alarm;
            _signals.Alarms(talk, page.View());
            if (before?.ClearedAt != alarm.ClearedAt || before?.Count != alarm.Count)
                Tell(talk, alarm);
        }
    }

    private void Tell(TalkId talk, AlarmView alarm)
    {
        if (alarm.ClearedAt is null)
        {
            AlarmMeters.Raise(alarm);
            _logger.Log(alarm.Level == AlarmLevel.Fault ? LogLevel.Error : LogLevel.Warning,
                "Talk {Talk}: alarm {Code} {Subject} {Reason}", talk, alarm.Code, alarm.Subject, alarm.Reason);
        }
        else
        {
            _logger.LogInformation("Talk {Talk}: alarm {Code} {Subject} is over", talk, alarm.Code, alarm.Subject);
        }
        Changed?.Invoke(talk, alarm);
    }

    /// <summary>The alarms of one talk; its gate is held by whoever reads or writes them.</summary>
    private sealed class Page
    {
        public Lock Gate { get; } = new();

        public Dictionary<(string Code, string? Subject), AlarmView> Alarms { get; } = [];

        public IReadOnlyList<AlarmView> View()
        {
            lock (Gate)
                return [.. Alarms.Values.OrderBy(alarm => alarm.ClearedAt is not null).ThenByDescending(alarm => alarm.Since).Take(MostTold)];
        }
    }
}
