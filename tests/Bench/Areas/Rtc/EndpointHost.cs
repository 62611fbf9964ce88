using System.Globalization;
using System.Net;
using System.Text;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>
/// A WebRTC endpoint in a process of its own, so that its processor time and memory are those of a server and of nobody
/// else. It obeys lines on its standard input, and answers each with a line.
/// </summary>
internal static class EndpointHost
{
    public const string Verb = "endpoint";

    private const int MaxPeers = 20_000;
    private const int LargeHandshakes = 1024;

    public static async Task<int> RunAsync(TextReader commands, TextWriter answers)
    {
        await using var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            AdvertisedAddresses = [IPAddress.Loopback],
            MaxPeers = MaxPeers,
            MaxHandshakes = LargeHandshakes,
        });
        endpoint.Failed += failure => Console.Error.WriteLine(failure);
        endpoint.Start();
        using var peers = new HostedPeers(endpoint);
        CheckProbe? probe = null;
        while (await commands.ReadLineAsync() is { } command)
        {
            var words = command.Split(' ');
            if (words is ["probe"])
                probe = await CheckProbe.StartAsync(endpoint);
            await answers.WriteLineAsync(words switch
            {
                ["answer", var direction, var offer] => ToBase64(peers.Answer(FromBase64(offer), mayReceive: direction == "both")),
                ["feed", var frames, var interval] => peers.Feed(Number(frames), TimeSpan.FromMilliseconds(Number(interval))).ToString(),
                ["load"] => ProcessLoad.Take(endpoint.PeerCount).ToString(),
                ["probe"] => "probing",
                ["probed"] => await probe!.StopAsync(),
                _ => throw new InvalidOperationException($"Nobody knows what '{command}' means."),
            });
            await answers.FlushAsync();
        }
        return 0;
    }

    public static string ToBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string FromBase64(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
