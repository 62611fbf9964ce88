namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>
/// What a packet of sound costs: its protection by AES-GCM, which is done once for each listener. In processor time of the
/// thread, so that a busy machine changes little.
/// </summary>
internal sealed class SrtpFigures : IFigureSource
{
    private const int WarmUpRounds = 200;
    private const int Rounds = 41;
    private const string OneSession = "protect 100 B with GCM, one session";
    private const string ManySessions = "protect 100 B with GCM, 1,000 sessions in turn";

    public string Name => "srtp";

    public IAsyncEnumerable<Figure> MeasureAsync(CancellationToken ct) => Measure().ToAsyncEnumerable();

    private static IEnumerable<Figure> Measure()
    {
        using var one = new SrtpSessions(1);
        yield return Compare(OneSession, "AesGcm", goal: 2, one.Ours, one.AesGcm);
        yield return Compare(OneSession, "libsrtp2", goal: 1, one.Ours, one.LibSrtp);

        using var many = new SrtpSessions(1_000);
        yield return Compare(ManySessions, "libsrtp2", goal: 3, many.Ours, many.LibSrtp);
    }

    private static PeerFigure Compare(string name, string peer, double goal, SrtpTalker ours, SrtpTalker theirs)
    {
        for (var i = 0; i < WarmUpRounds; i++)
            _ = Take(i);
        return new PeerFigure(name, peer, goal, Bench.Measure.Microseconds, [.. Enumerable.Range(0, Rounds).Select(Take)]);

        // Neither always comes second, into what the first left in the caches.
        Round Take(int number)
        {
            if (number % 2 == 0)
                return new Round(ours.Cost(), theirs.Cost());
            var second = theirs.Cost();
            return new Round(ours.Cost(), second);
        }
    }
}
