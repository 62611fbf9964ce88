namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>
/// What a packet costs over TCP, for peers whose networks block UDP: framed and sent to each of 1,000 connections, beside
/// the bare system call; and received from them on the one thread that all share.
/// </summary>
internal sealed class TcpFigures : IFigureSource
{
    private const int Connections = 1_000;
    private const int WarmUpRounds = 20;
    private const int Rounds = 31;

    public string Name => "tcp";

    public IAsyncEnumerable<Figure> MeasureAsync(CancellationToken ct) => Measure().ToAsyncEnumerable();

    private static IEnumerable<Figure> Measure()
    {
        using var crowd = new TcpCrowd(Connections);
        for (var i = 0; i < WarmUpRounds; i++)
        {
            crowd.SendFramed();
            crowd.SendBare();
            crowd.Receive();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        crowd.SendFramed();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        yield return new PeerFigure(
            "send 160 B over TCP, 1,000 connections in turn",
            "bare send",
            Goal: 0.85,
            Bench.Measure.Microseconds,
            [.. Enumerable.Range(0, Rounds).Select(_ => new Round(crowd.SendFramed(), crowd.SendBare()))]);
        yield return new LimitFigure("allocated by such a send", 0, Bench.Measure.Bytes, (double)allocated / Connections);
        yield return new LimitFigure(
            "receive 160 B over TCP, 1,000 connections at once",
            10,
            Bench.Measure.Microseconds,
            [.. Enumerable.Range(0, Rounds).Select(_ => crowd.Receive())]);
    }
}
