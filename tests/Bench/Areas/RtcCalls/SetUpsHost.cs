using System.Globalization;
using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>A telephone in a process of its own that answers everybody and says nothing.</summary>
internal static class SetUpsHost
{
    public const string Verb = "set-ups";

    private const int MaxCalls = 10_000;

    public static async Task<int> RunAsync(TextReader commands, TextWriter answers)
    {
        var answered = 0;
        await using var agent = new SipUserAgent(new SipOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            Codecs = [AudioCodec.Pcmu],
            MaxCalls = MaxCalls,
            MaxCallsPerSourcePerMinute = int.MaxValue,
        });
        agent.Troubled += (what, failure) => Console.Error.WriteLine($"{what}: {failure}");
        agent.IncomingCall = async ringing =>
        {
            await ringing.AcceptAsync();
            Interlocked.Increment(ref answered);
        };
        await agent.StartAsync();
        while (await commands.ReadLineAsync() is { } command)
        {
            await answers.WriteLineAsync(command switch
            {
                "port" => Text(agent.LocalEndPoint.Port),
                "load" => $"{Text(answered)} {Text(Environment.CpuUsage.TotalTime.TotalSeconds)} {Text(GC.GetTotalAllocatedBytes())}",
                _ => throw new ArgumentException($"Nobody knows what '{command}' means.", nameof(commands)),
            });
            await answers.FlushAsync();
        }

        return 0;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
