using TalksPlatform.Bench;
using TalksPlatform.Bench.Areas;

var areas = new SortedDictionary<string, Func<CancellationToken, IAsyncEnumerable<Figure>>>(StringComparer.Ordinal)
{
    ["live"] = LiveArea.MeasureAsync,
    ["rtc"] = _ => RtcArea.Measure().ToAsyncEnumerable(),
};
if (args is not [var name] || !areas.TryGetValue(name, out var measure))
{
    await Console.Error.WriteLineAsync($"Name one area to measure: {string.Join(" or ", areas.Keys)}.");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the area takes its cluster down first
    interrupted.Cancel();
};
try
{
    var table = new BenchTable(Console.Out);
    await foreach (var figure in measure(interrupted.Token))
        await table.AddAsync(figure);
    return await table.CloseAsync();
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
