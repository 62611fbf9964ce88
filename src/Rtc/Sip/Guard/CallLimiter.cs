using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Counts new calls per network address and minute, so that one stranger cannot keep every line busy.</summary>
internal sealed class CallLimiter(int perMinute, TimeProvider time)
{
    private const int MostSources = 20_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private Dictionary<IPAddress, int> _now = [];
    private Dictionary<IPAddress, int> _before = [];
    private long _windowBegan = time.GetTimestamp();

    /// <summary>Takes one call of that address into account; false when it has had its share.</summary>
    public bool TryAdmit(IPAddress source)
    {
        var elapsed = Turn();
        var calls = _now.GetValueOrDefault(source);
        if (calls == 0 && _now.Count >= MostSources)
            return false;

        // The window slides: of the minute before counts the part that lies within the last sixty seconds.
        var recent = calls + _before.GetValueOrDefault(source) * (1 - elapsed / Window);
        if (recent >= perMinute)
            return false;
        _now[source] = calls + 1;
        return true;
    }

    private TimeSpan Turn()
    {
        var elapsed = time.GetElapsedTime(_windowBegan);
        if (elapsed < Window)
            return elapsed;
        _before = elapsed < 2 * Window ? _now : [];
        _now = [];
        var into = TimeSpan.FromTicks(elapsed.Ticks % Window.Ticks);
        _windowBegan = time.GetTimestamp() - (long)(into.TotalSeconds * time.TimestampFrequency);
        return into;
    }
}
