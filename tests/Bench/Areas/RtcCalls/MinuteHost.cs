using System.Globalization;
using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit.Voices;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>A telephone in a process of its own that answers everybody and says a note of its own to each.</summary>
internal static class MinuteHost
{
    public const string Verb = "minute";

    public static async Task<int> RunAsync(TextReader commands, TextWriter answers)
    {
        await using var agent = new SipUserAgent(new SipOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            Codecs = [AudioCodec.Pcmu],
            MaxCallsPerSourcePerMinute = int.MaxValue,
        });
        using var notes = new EchoedNotes();
        var one = new Lock();
        agent.Troubled += (what, failure) => Console.Error.WriteLine($"{what}: {failure}");
        agent.IncomingCall = async ringing =>
        {
            var call = await ringing.AcceptAsync();
            lock (one)
                notes.Add(call);
        };
        await agent.StartAsync();
        while (await commands.ReadLineAsync() is { } command)
        {
            await answers.WriteLineAsync(command switch
            {
                "port" => agent.LocalEndPoint.Port.ToString(CultureInfo.InvariantCulture),
                "result" => MinuteResult.Of(notes.All).ToString(),
                _ => throw new ArgumentException($"Nobody knows what '{command}' means.", nameof(commands)),
            });
            await answers.FlushAsync();
        }

        return 0;
    }
}
