using System.Globalization;
using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>A telephone in a process of its own that answers everybody, mixes all voices and sends the mix to all.</summary>
internal static class CallsHost
{
    public const string Verb = "calls";

    private const int MaxCalls = 10_000;

    public static async Task<int> RunAsync(TextReader commands, TextWriter answers)
    {
        await using var agent = new SipUserAgent(new SipOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            Codecs = [AudioCodec.Pcmu],
            MaxCalls = MaxCalls,
            MaxCallsPerSourcePerMinute = int.MaxValue,
        });
        using var calls = new MixedCalls();
        agent.Troubled += (what, failure) => Console.Error.WriteLine($"{what}: {failure}");
        agent.IncomingCall = calls.AnswerAsync;
        await agent.StartAsync();
        while (await commands.ReadLineAsync() is { } command)
        {
            await answers.WriteLineAsync(command.Split(' ') switch
            {
                ["port"] => Text(agent.LocalEndPoint.Port),
                ["count"] => Text(calls.Count),
                ["measure", var seconds] => (await calls.MeasureAsync(int.Parse(seconds, CultureInfo.InvariantCulture))).ToString(),
                _ => throw new ArgumentException($"Nobody knows what '{command}' means.", nameof(commands)),
            });
            await answers.FlushAsync();
        }
        return 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
