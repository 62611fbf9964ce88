using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>Whoever's right is taken away neither speaks nor hears any more, over the sound that she has open.</summary>
public sealed class SoundRevocationTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task A_speaker_whose_link_is_taken_back_is_off_the_line_and_the_others_stay()
    {
        using var host = await server.AdministratorAsync();
        var talk = await OpenTalkAsync();
        var ada = await host.PostedAsync($"/api/talks/{talk}/speakers", new { name = "Ada" });
        var keo = await host.PostedAsync($"/api/talks/{talk}/speakers", new { name = "Dr Keo" });
        await using var adas = await ConnectAsync($"/whip/{talk}", ada.Text("token"), new RtcClientOptions { Send = true });
        await using var adasEar = await ConnectAsync($"/whep/{talk}", ada.Text("token"), new RtcClientOptions { Receive = true });
        await using var keos = await ConnectAsync($"/whip/{talk}", keo.Text("token"), new RtcClientOptions { Send = true });

        using var revoked = await host.SendAsync(HttpMethod.Delete, $"/api/talks/{talk}/speakers/{ada.Text("person")}");

        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.BecomesAsync(() => adas.Closed.IsCompleted && adasEar.Closed.IsCompleted, "she neither speaks nor hears");
        keos.Closed.IsCompleted.ShouldBeFalse();
        using var again = server.Bearing(ada.Text("token"));
        (await again.PostAsync($"/whip/{talk}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_producer_who_is_taken_out_of_her_team_hears_the_green_room_no_more_on_any_server()
    {
        using var host = await server.AdministratorAsync();
        var talk = await OpenTalkAsync();
        using var episode = await host.GetAsync($"/api/episodes/{talk.Episode}");
        var series = (await episode.JsonAsync()).Text("seriesId");
        var (person, token) = await server.JoinTeamAsync(series, "producer");
        await using var backstage = await ConnectAsync($"/whep/{talk}", token, new RtcClientOptions { Receive = true });
        await using var other = await server.StartNodeAsync();
        using var there = new TestClient(other.Address, await server.AdministratorTokenAsync());

        using var removed = await there.SendAsync(HttpMethod.Delete, $"/api/series/{series}/team/{person}");

        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.BecomesAsync(() => backstage.Closed.IsCompleted, "she is cut where the talk is mixed");
    }

    private async Task<TalkId> OpenTalkAsync() =>
        (await VoteStorm.GatherAsync(server.Server.Address, await server.AdministratorTokenAsync(), voters: 0)).Talk;

    private async Task<RtcClient> ConnectAsync(string path, string token, RtcClientOptions options)
    {
        var client = RtcClient.Create(bind: null, options);
        using var http = server.Bearing(token);
        string? answer = null;
        await Eventually.BecomesAsync(
            async () =>
            {
                using var offer = new StringContent(client.OfferSdp, new MediaTypeHeaderValue("application/sdp"));
                using var response = await http.PostAsync(path, offer);
                answer = response.StatusCode is HttpStatusCode.Created ? await response.Content.ReadAsStringAsync() : null;
                return answer is not null;
            },
            "the studio is open");
        await client.ConnectAsync(answer!, CancellationToken.None);
        return client;
    }
}
