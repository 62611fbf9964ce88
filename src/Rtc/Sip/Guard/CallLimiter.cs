using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Counts new calls per network address and minute, so that one stranger cannot keep every line busy.</summary>
internal sealed class CallLimiter(int perMinute, TimeProvider time)
{
    private const int MostSources = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Dictionary<IPAddress, Queue<long>> _recent = [];

    /// <summary>Takes one call of that address into account; false when it has had its share.</summary>
    public bool TryAdmit(IPAddress source)
    {
        if (_recent.Count > MostSources)
            ForgetIdle();
        if (!_recent.TryGetValue(source, out var calls))
            _recent[source] = calls = new Queue<long>();

        var now = time.GetTimestamp();
        while (calls.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) > Window)
            calls.Dequeue();
        if (calls.Count >= perMinute)
            return false;
        calls.Enqueue(now);
        return true;
    }

    private void ForgetIdle()
    {
        foreach (var (source, _) in _recent.Where(entry => entry.Value.All(at => time.GetElapsedTime(at) > Window)).ToList())
            _recent.Remove(source);
    }
}
