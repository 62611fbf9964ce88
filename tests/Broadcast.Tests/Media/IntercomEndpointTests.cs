using System.Net;
using System.Net.Http.Json;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The intercom's keys, over HTTP and real connections.</summary>
public sealed class IntercomEndpointTests(WhipStudio studio) : IClassFixture<WhipStudio>
{
    private readonly Actor _pia = new(PersonId.New(), "Pia", Role.Producer);
    private readonly Actor _sam = new(PersonId.New(), "Sam", Role.Screener);
    private readonly Actor _ada = new(PersonId.New(), "Ada", Role.Speaker);

    [Fact]
    public async Task A_producer_speaks_to_a_speaker_and_is_heard_until_the_key_is_let_go()
    {
        var talk = (await studio.Host.OpenTalkAsync("talkback")).Id;
        await using var pia = await Browser.SingAsync(studio.Host, talk, _pia, 2500);
        await using var ada = await Browser.SingAsync(studio.Host, talk, _ada, 500);
        await using var ear = await Browser.ListenAsync(studio.Host, talk, _ada);
        using var http = studio.Host.Http(_pia);
        var key = $"/api/talks/{talk}/intercom/{_ada.Id}";
        await Eventually.BecomesAsync(() => studio.Host.Floor.TryFind(talk)!.Programme.Voices.Count(voice => voice.Connected) == 2, "both are there");

        await Eventually.BecomesAsync(
            async () =>
            {
                using var held = await HoldAsync(http, key, "talk");
                held.StatusCode.ShouldBe(HttpStatusCode.OK);
                return ear.LastSecond.Chunk(AudioFrame.SampleRate / 5).Any(part => Tones.LevelAt(part, 2500) > -24);
            },
            "she hears the producer");

        using var released = await http.DeleteAsync(key);
        released.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.BecomesAsync(() => Tones.LevelAt(ear.LastSecond, 2500) < -60, "and no more");
    }

    [Fact]
    public async Task Who_may_and_whom_one_finds()
    {
        var nobody = $"/api/talks/{studio.Talk}/intercom/{ContributionId.New()}";
        using var screener = studio.Host.Http(_sam);
        using var stranger = studio.Host.Http();

        using var lacksRole = await HoldAsync(screener, nobody, "talk");
        using var notThere = await HoldAsync(screener, nobody, "listen");
        using var unknown = await HoldAsync(screener, nobody, "whisper");
        using var unsigned = await HoldAsync(stranger, nobody, "listen");

        lacksRole.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        notThere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        unsigned.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Where_another_server_mixes_the_talk_the_key_is_sent_there()
    {
        var talk = new TalkId(Guid.NewGuid());
        await using var note = new NodeNote(studio.Database);
        await note.WriteAsync(talk, new Uri("https://two.talks.example/"));
        using var known = studio.Host.Http(_pia);
        using var steadfast = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = known.BaseAddress };
        steadfast.DefaultRequestHeaders.Authorization = known.DefaultRequestHeaders.Authorization;
        var path = $"/api/talks/{talk}/intercom/{_ada.Id}";

        using var sent = await HoldAsync(steadfast, path, "talk");

        sent.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        sent.Headers.Location.ShouldBe(new Uri($"https://two.talks.example{path}"));
    }

    private static Task<HttpResponseMessage> HoldAsync(HttpClient http, string key, string way) => http.PutAsJsonAsync(key, new { way });
}
