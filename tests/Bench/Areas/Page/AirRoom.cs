using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.Bench.Areas.Page;

/// <summary>The built server with one talk on air. Its voice is noise, on which an encoder saves nothing.</summary>
internal sealed class AirRoom : IAsyncDisposable
{
    private const float Loudness = 0.2f;
    private const int Questions = 24;

    private readonly CancellationTokenSource _over = new();
    private readonly TalkServer _server;
    private DemoSpeaker? _speaker;
    private Task _speech = Task.CompletedTask;

    private AirRoom(TalkServer server) => _server = server;

    public Uri Address => _server.Address;

    public string Page => $"{_server.Address}e/{Episode.Slug}/live";

    public EpisodeView Episode { get; private set; } = null!;

    public DemoSeat Desk { get; private set; } = null!;

    /// <summary>Goes on air, with as many questions in the room as a busy talk has.</summary>
    /// <param name="ct">Gives up.</param>
    /// <param name="speak">What the speaker says instead of noise, until she is stopped.</param>
    public static async Task<AirRoom> OpenAsync(CancellationToken ct, Func<DemoSpeaker, CancellationToken, Task>? speak = null)
    {
        var room = new AirRoom(await TalkServer.StartAsync(publicAddress: null, ct));
        (room.Episode, room.Desk) = await room._server.OpenTalkAsync(TimeSpan.FromSeconds(3), ct);
        var link = await room._server.Host.InviteSpeakerAsync(room.Episode.TalkId, "Ada", ct);
        room._speaker = new DemoSpeaker(room._server.Host.As(link.Token), room.Episode.TalkId, TimeProvider.System);
        await room._speaker.JoinedAsync(ct);
        await room.Desk.SeesAsync(now => now.Voices is [{ Connected: true }], ct);
        await room.Desk.DoAsync("PutOnAir", ct, room.Desk.Now.Voices[0].Id);
        await room.Desk.SeesAsync(now => now.Phase == TalkPhase.Live, ct);
        for (var i = 0; i < Questions; i++)
        {
            var question = QuestionId.New();
            await room.Desk.DoAsync("Ask", ct, question, $"What does a licence for shop number {i} cost, and how long is it good for?", null, null);
            await room.Desk.DoAsync("ApproveQuestion", ct, question);
        }

        room._speech = speak?.Invoke(room._speaker, room._over.Token) ?? room.SpeakAsync();
        await Task.Delay(TimeSpan.FromSeconds(14), TimeProvider.System, ct); // what a listener begins with is all noise
        return room;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _speech.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_speaker is not null)
            await _speaker.DisposeAsync();
        await _server.DisposeAsync();
        _over.Dispose();
    }

    private async Task SpeakAsync()
    {
        var random = new Random(1);
        var noise = new float[VoicePlayer.Rate * 10];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = Loudness * ((2 * random.NextSingle()) - 1);
        while (!_over.IsCancellationRequested)
            await _speaker!.SayAsync(noise, _over.Token);
    }
}
