using System.Net.Sockets;
using TalksPlatform.Bench;
using TalksPlatform.Bench.Areas.Live;
using TalksPlatform.Bench.Areas.OnAir;
using TalksPlatform.Bench.Areas.Rtc;
using TalksPlatform.Bench.Areas.RtcCalls;

if (args is [EndpointHost.Verb])
    return await EndpointHost.RunAsync(Console.In, Console.Out);
if (args is [CallsHost.Verb])
    return await CallsHost.RunAsync(Console.In, Console.Out);
if (args is [SetUpsHost.Verb])
    return await SetUpsHost.RunAsync(Console.In, Console.Out);
if (args is [MinuteHost.Verb])
    return await MinuteHost.RunAsync(Console.In, Console.Out);
if (args is [MixHost.Verb])
    return await MixHost.RunAsync(Console.In, Console.Out);
if (args is [RoomHost.Verb, var folder, .. var kind])
    return await RoomHost.RunAsync(folder, kind is [RoomHost.Forgets], Console.In, Console.Out);

try
{
    if (RehearsalRequest.Parse(args) is { } rehearsal)
        return await new Rehearsal(rehearsal, Console.Out).RunAsync(CancellationToken.None);
}
catch (Exception refused) when (refused is RehearsalException or HttpRequestException or SocketException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}

var request = BenchRequest.Parse(args);
var sources = request?.Find() ?? [];
if (sources.Length == 0)
{
    await Console.Error.WriteLineAsync("Name an area to measure, or an area and one of its parts; --attendees N sets the size of a crowd, --minutes N how long time is watched, and with live --server URL sends it to a running server:");
    foreach (var (name, parts) in BenchAreas.For(BenchRequest.UsualAttendees))
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
