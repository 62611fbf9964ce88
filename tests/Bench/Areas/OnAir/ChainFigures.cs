using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Server.Demo;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>
/// The whole chain of one talk in the built server: three speakers by WHIP, the live stream in all its rungs, one station's line,
/// one Icecast mount, the recording with its tracks, loudness. The server's and its encoders' processor time; PostgreSQL's,
/// Icecast's and the speakers' are not in it. Then the same with a picture for a social platform.
/// </summary>
internal sealed class ChainFigures : IFigureSource
{
    private const int Rounds = 3;

    private const string StreamKey = "a-key";

    private static readonly string[] Speakers = ["Ada", "Ben", "Chan"];
    private static readonly string[] Counted = ["dotnet", "ffmpeg"];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30); // what has to be compiled is
    private static readonly TimeSpan PictureWarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public string Name => "chain";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        using var scratch = new EmptyFolder();
        await using var mount = await IcecastMount.StartAsync(scratch.Path, TimeProvider.System, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(15), ct);
        var station = server.Cast.Own(await DemoTelephone.ConnectAsync([AudioCodec.G722], TimeProvider.System, ct));
        await server.Host.PutAsync($"/api/talks/{episode.TalkId}/outputs", DemoOutputs.For(station, mount), ct);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var speaking = new List<Task>();
        foreach (var name in Speakers)
            speaking.Add(await SpeakAsync(server, desk, episode.TalkId, name, over.Token));
        await desk.SeesAsync(now => now.Phase == TalkPhase.Live, ct);
        await station.RangAsync(ct);
        await Task.Delay(WarmUp, TimeProvider.System, ct);

        yield return new LimitFigure(
            mount is null ? "the whole chain of a talk, without Icecast: of a core" : "the whole chain of a talk: of a core", 35, Measure.Percent, await SharesAsync(ct));

        await using var platform = await RtmpServerPeer.StartAsync(StreamKey);
        await server.Host.PostAsync<JsonElement>($"/api/talks/{episode.TalkId}/outputs", new { kind = "rtmp", url = platform.Url, key = StreamKey }, ct);
        await desk.SeesAsync(now => now.Outputs.Any(output => output is { Kind: "rtmp", State: "running" }), ct);
        await Task.Delay(PictureWarmUp, TimeProvider.System, ct);
        yield return new LimitFigure("the same with a picture of 720 lines by RTMP: of a core", 60, Measure.Percent, await SharesAsync(ct));

        await over.CancelAsync();
        await Task.WhenAll(speaking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<IReadOnlyList<double>> SharesAsync(CancellationToken ct)
    {
        var shares = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var (before, began) = (ProcessTime.OfDescendants(Counted), Stopwatch.GetTimestamp());
            await Task.Delay(Length, TimeProvider.System, ct);
            shares.Add(100 * (ProcessTime.OfDescendants(Counted) - before) / Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }
        return shares;
    }

    private static async Task<Task> SpeakAsync(TalkServer server, DemoSeat desk, TalkId talk, string name, CancellationToken ct)
    {
        var link = await server.Host.InviteSpeakerAsync(talk, name, ct);
        var signedIn = server.Cast.Own(server.Host.As(link.Token));
        var speaker = server.Cast.Own(new DemoSpeaker(signedIn, talk, TimeProvider.System));
        await speaker.JoinedAsync(ct);
        await desk.SeesAsync(now => now.Voices.Any(voice => voice.Name == name && voice.Connected), ct);
        await desk.DoAsync("PutOnAir", ct, desk.Now.Voices.First(voice => voice.Name == name).Id);
        return SayAsync(speaker, ct);
    }

    private static async Task SayAsync(DemoSpeaker speaker, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
            await speaker.SayAsync(Talking.Sound, ct);
    }
}
