using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A talk that few may hear by WebRTC, and how everybody else hears it.</summary>
public sealed class SpillTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("spill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Who_finds_no_place_is_shown_to_the_live_stream_and_gets_one_when_somebody_leaves()
    {
        await using var studio = await StudioHost.StartAsync(
            postgres.Options, _folder, new BroadcastOptions { UdpPort = 0, SipPort = 0, WebRtcListeners = 1 });
        var talk = await studio.OpenTalkAsync("full");

        using var first = await ListenAsync(studio, talk.Id, Role.Attendee);
        using var spilled = await ListenAsync(studio, talk.Id, Role.Attendee);
        using var speaker = await ListenAsync(studio, talk.Id, Role.Speaker);
        using var host = await ListenAsync(studio, talk.Id, Role.Host);

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        spilled.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        spilled.Headers.RetryAfter.ShouldNotBeNull();
        spilled.Headers.GetValues("Link").ToArray().ShouldBe([
            $"</hls/{talk.Id}/low.m3u8>; rel=\"alternate\"; type=\"application/vnd.apple.mpegurl\""]);
        speaker.StatusCode.ShouldBe(HttpStatusCode.Created);
        host.StatusCode.ShouldBe(HttpStatusCode.Created);

        using var staff = studio.Http(new Actor(PersonId.New(), "Ada", Role.Attendee));
        using var gone = await staff.DeleteAsync(first.Headers.Location);
        await Eventually.BecomesAsync(
            async () =>
            {
                using var second = await ListenAsync(studio, talk.Id, Role.Attendee);
                return second.StatusCode == HttpStatusCode.Created;
            },
            "the place is free again");
    }

    [Fact]
    public async Task An_old_player_finds_the_sound_by_the_talks_name_and_its_title_in_it()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync("plain");
        using var http = studio.Http();
        (await http.GetAsync("/e/plain/live.mp3")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await talk.AskAsync(new GoLive(), new Actor(PersonId.New(), "Noy", Role.Host), CommandId.New());
        await Eventually.BecomesAsync(
            async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Head, "/e/plain/live.mp3");
                return (await http.SendAsync(request)).IsSuccessStatusCode;
            },
            "it is on air");

        using var asking = new HttpRequestMessage(HttpMethod.Get, "/e/Plain/live.mp3") { Headers = { { "Icy-MetaData", "1" } } };
        using var answer = await http.SendAsync(asking, HttpCompletionOption.ResponseHeadersRead);
        var interval = int.Parse(answer.Headers.GetValues("icy-metaint").Single(), System.Globalization.CultureInfo.InvariantCulture);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var sound = new byte[interval + 1];
        await body.ReadExactlyAsync(sound).AsTask().WaitAsync(Eventually.Patience);
        var title = new byte[sound[^1] * 16];
        await body.ReadExactlyAsync(title);

        System.Text.Encoding.UTF8.GetString(title).TrimEnd('\0').ShouldBe("StreamTitle='Tea';");
        sound[0].ShouldBe((byte)0xFF); // a frame begins
    }

    private static async Task<HttpResponseMessage> ListenAsync(StudioHost studio, TalkId talk, Role role)
    {
        await using var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Receive = true });
        using var http = studio.Http(new Actor(PersonId.New(), "Ada", role));
        using var offer = new StringContent(client.OfferSdp, new MediaTypeHeaderValue("application/sdp"));
        return await http.PostAsync($"/whep/{talk}", offer);
    }
}
