using TalksPlatform.Bench;
using TalksPlatform.Bench.Areas.Rtc;

if (args is [EndpointHost.Verb])
    return await EndpointHost.RunAsync(Console.In, Console.Out);

var sources = args is [var area, .. var rest] && rest.Length <= 1 ? BenchAreas.Find(area, rest.FirstOrDefault()) : [];
if (sources.Length == 0)
{
    await Console.Error.WriteLineAsync("Name an area to measure, or an area and one of its parts:");
    foreach (var (name, parts) in BenchAreas.All)
        await Console.Error.WriteLineAsync($"  {name}: {string.Join(", ", parts.Select(part => part.Name))}");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the area takes down first what it has started
    interrupted.Cancel();
};
try
{
    var table = new BenchTable(Console.Out);
    foreach (var source in sources)
    {
        await foreach (var figure in source.MeasureAsync(interrupted.Token))
            await table.AddAsync(figure);
    }
    return await table.CloseAsync();
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
