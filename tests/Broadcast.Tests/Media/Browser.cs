using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Somebody at a browser: sings one note by WHIP, or listens by WHEP.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly RtcClient _client;
    private readonly HttpClient _http;
    private readonly Human _human;

    private Browser(RtcClient client, HttpClient http, Uri session, Human human) =>
        (_client, _http, Session, _human) = (client, http, session, human);

    public Uri Session { get; }

    public RtcClient Client => _client;

    /// <summary>The last second that was heard.</summary>
    public float[] LastSecond => _human.LastSecond;

    public static Task<Browser> SingAsync(StudioHost studio, TalkId talk, Actor speaker, double hertz, double dbfs = -20) =>
        ConnectAsync(studio, $"/whip/{talk}", speaker, new RtcClientOptions { Send = true }, new SingingVoice(hertz, dbfs));

    public static Task<Browser> ListenAsync(StudioHost studio, TalkId talk, Actor listener) =>
        ConnectAsync(studio, $"/whep/{talk}", listener, new RtcClientOptions { Receive = true }, voice: null);

    /// <summary>Hangs up as a well-behaved client does.</summary>
    public async Task EndAsync() => (await _http.DeleteAsync(Session)).StatusCode.ShouldBe(HttpStatusCode.OK);

    public async ValueTask DisposeAsync()
    {
        await _human.DisposeAsync();
        await _client.DisposeAsync();
        _http.Dispose();
    }

    private static async Task<Browser> ConnectAsync(
        StudioHost studio, string path, Actor person, RtcClientOptions options, SingingVoice? voice)
    {
        var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), options);
        var http = studio.Http(person);
        using var offer = new StringContent(client.OfferSdp, new MediaTypeHeaderValue("application/sdp"));
        using var answer = await http.PostAsync(path, offer);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        await client.ConnectAsync(await answer.Content.ReadAsStringAsync(), CancellationToken.None);
        return new Browser(client, http, answer.Headers.Location!, new Human(voice, client.Sender, client.Receiver));
    }
}
