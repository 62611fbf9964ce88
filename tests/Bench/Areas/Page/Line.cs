namespace TalksPlatform.Bench.Areas.Page;

/// <summary>A network as owners of small shops have it, and how long its first sound may take.</summary>
/// <param name="Name">As a figure names it.</param>
/// <param name="KilobitsPerSecond">Down; up is a third of it.</param>
/// <param name="Latency">Of each answer.</param>
/// <param name="FirstSound">From opening the page to hearing it, at most.</param>
internal sealed record Line(string Name, double KilobitsPerSecond, TimeSpan Latency, TimeSpan FirstSound)
{
    public static readonly IReadOnlyList<Line> All =
    [
        new("50 kb/s, 600 ms (2G)", 50, TimeSpan.FromMilliseconds(600), TimeSpan.FromSeconds(10)),
        new("400 kb/s, 400 ms", 400, TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(5)),
        new("1.6 Mb/s, 150 ms", 1_600, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(2.5)),
    ];
}
