using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Somebody at a browser: sings one note by WHIP, or listens by WHEP.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly RtcClient _client;
    private readonly HttpClient _http;
    private readonly Task _working;
    private readonly List<float> _heard = [];

    private Browser(RtcClient client, HttpClient http, Uri session, Func<Browser, Task> work)
    {
        (_client, _http, Session) = (client, http, session);
        _working = work(this);
    }

    public Uri Session { get; }

    public RtcClient Client => _client;

    /// <summary>The last second that was heard.</summary>
    public float[] LastSecond
    {
        get
        {
            lock (_heard)
                return [.. _heard.TakeLast(AudioFrame.SampleRate)];
        }
    }

    public static Task<Browser> SingAsync(StudioHost studio, TalkId talk, Actor speaker, double hertz, double dbfs = -20) =>
        ConnectAsync(studio, $"/whip/{talk}", speaker, new RtcClientOptions { Send = true }, browser => browser.SingAsync(new SingingVoice(hertz, dbfs)));

    public static Task<Browser> ListenAsync(StudioHost studio, TalkId talk, Actor listener) =>
        ConnectAsync(studio, $"/whep/{talk}", listener, new RtcClientOptions { Receive = true }, browser => browser.ListenAsync());

    /// <summary>Hangs up as a well-behaved client does.</summary>
    public async Task EndAsync() => (await _http.DeleteAsync(Session)).StatusCode.ShouldBe(HttpStatusCode.OK);

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _client.DisposeAsync();
        _http.Dispose();
    }

    private static async Task<Browser> ConnectAsync(
        StudioHost studio, string path, Actor person, RtcClientOptions options, Func<Browser, Task> work)
    {
        var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), options);
        var http = studio.Http(person);
        using var offer = new StringContent(client.OfferSdp, new MediaTypeHeaderValue("application/sdp"));
        using var answer = await http.PostAsync(path, offer);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        await client.ConnectAsync(await answer.Content.ReadAsStringAsync(), CancellationToken.None);
        return new Browser(client, http, answer.Headers.Location!, work);
    }

    private async Task SingAsync(SingingVoice voice)
    {
        var frame = new float[AudioFrame.Length];
        await foreach (var _ in BeatAsync())
        {
            voice.Read(frame);
            _client.Sender!.Send(frame);
        }
    }

    private async Task ListenAsync()
    {
        var frame = new float[AudioFrame.Length];
        await foreach (var _ in BeatAsync())
        {
            _client.Receiver!.Read(frame);
            lock (_heard)
                _heard.AddRange(frame);
        }
    }

    /// <summary>Fifty times a second on the average, however late a single beat comes.</summary>
    private async IAsyncEnumerable<int> BeatAsync()
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        for (var beat = 0; ; beat++)
        {
            var wait = (beat * AudioFrame.Duration) - time.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, _leaving.Token);
            yield return beat;
        }
    }
}
