using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Whip;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>WHIP (RFC 9725) and WHEP, request by request.</summary>
public sealed class WhipTests : IClassFixture<WhipStudio>, IAsyncLifetime
{
    private readonly WhipStudio _studio;
    private readonly TalkId _talk;
    private readonly Actor _ada = new(PersonId.New(), "Ada", Role.Speaker);
    private readonly List<RtcClient> _clients = [];
    private readonly HttpClient _http;

    public WhipTests(WhipStudio studio)
    {
        _studio = studio;
        _talk = studio.Talk;
        _http = studio.Host.Http(_ada);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        _http.Dispose();
    }

    [Theory]
    [InlineData("whip")]
    [InlineData("whep")]
    public async Task A_session_is_created_at_an_address_that_nobody_guesses(string protocol)
    {
        using var first = await PostAsync($"/{protocol}/{_talk}", Offer(protocol));
        using var second = await PostAsync($"/{protocol}/{_talk}", Offer(protocol));

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/sdp");
        first.Headers.ETag!.IsWeak.ShouldBeFalse();
        first.Headers.GetValues("Accept-Patch").ShouldBe(["application/trickle-ice-sdpfrag"]);
        first.Headers.Location!.ToString().ShouldMatch($"^/{protocol}/sessions/[0-9a-f]{{32}}$");
        first.Headers.Location.ShouldNotBe(second.Headers.Location);
        var answer = await first.Content.ReadAsStringAsync();
        answer.ShouldContain("a=ice-lite");
        answer.ShouldContain(" udp ");
        answer.ShouldContain(" tcptype passive");
        answer.ShouldContain("a=end-of-candidates");
    }

    [Fact]
    public async Task A_block_holds_a_speaker_and_nobody_of_the_studio()
    {
        var talk = await _studio.Host.OpenTalkAsync("blocked");
        var host = new Actor(PersonId.New(), "Noy", Role.Host);
        foreach (var person in new[] { _ada, host })
            await talk.AskAsync(new BlockPerson(new BlockTarget(Voice: new(person.Id.Value)) { Name = person.Name }), host with { Id = PersonId.New() }, CommandId.New());

        using var refused = await PostAsync($"/whip/{talk.Id}", Offer("whip"));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var http = _studio.Host.Http(host);
        using var offer = new StringContent(Offer("whip"), new MediaTypeHeaderValue("application/sdp"));
        (await http.PostAsync($"/whip/{talk.Id}", offer)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_answer_names_relays_with_a_password_of_one_s_own()
    {
        using var created = await PostAsync($"/whip/{_talk}", Offer("whip"));

        var links = created.Headers.GetValues("Link").ToList();
        links[0].ShouldBe("<stun:stun.talks.example:3478>; rel=\"ice-server\"");
        links.Count.ShouldBe(3);
        var (username, password) = Credentials(links[1]);
        links[1].ShouldBe(
            $"<turn:turn.talks.example:3478?transport=udp>; rel=\"ice-server\"; username=\"{username}\"; credential=\"{password}\"; "
            + "credential-type=\"password\"");
        username.ShouldEndWith($":{_ada.Id}");
        links.ShouldAllBe(link => !link.Contains("hush"));
    }

    [Fact]
    public async Task Whoever_has_to_know_the_relays_before_asks_by_options_and_strangers_get_no_password()
    {
        using var asked = await SendAsync(HttpMethod.Options, $"/whip/{_talk}");
        using var stranger = new HttpClient { BaseAddress = _studio.Host.Address };
        using var answered = await stranger.SendAsync(new HttpRequestMessage(HttpMethod.Options, $"/whip/{_talk}"));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, $"/whip/{_talk}");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using var allowed = await _http.SendAsync(preflight);

        asked.StatusCode.ShouldBe(HttpStatusCode.OK);
        asked.Headers.GetValues("Accept-Post").ShouldBe(["application/sdp"]);
        asked.Headers.GetValues("Link").Count().ShouldBe(3);
        answered.Headers.GetValues("Link").ShouldBe(["<stun:stun.talks.example:3478>; rel=\"ice-server\""]);
        allowed.StatusCode.ShouldBe(HttpStatusCode.OK);
        allowed.Headers.Contains("Link").ShouldBeFalse();
        allowed.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        allowed.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("Authorization");
    }

    [Theory]
    [InlineData("application/json", "{}", 415, "sdp.type")]
    [InlineData("application/sdp", "hello", 400, "sdp.malformed")]
    [InlineData("application/sdp", "", 400, "sdp.malformed")]
    [InlineData("application/sdp", "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n", 422, "sdp.unsupported")]
    public async Task A_bad_offer_is_refused_as_a_whole(string type, string offer, int status, string code)
    {
        using var refused = await PostAsync($"/whip/{_talk}", offer, type);

        ((int)refused.StatusCode).ShouldBe(status);
        (await refused.Content.ReadAsStringAsync()).ShouldContain($"\"code\":\"{code}\"");
        refused.Headers.Contains("Location").ShouldBeFalse();
        refused.Headers.Contains("Link").ShouldBeFalse();
    }

    [Fact]
    public async Task An_endless_offer_is_cut_off()
    {
        using var refused = await PostAsync($"/whip/{_talk}", new string('a', 100_000));
        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Whoever_only_wants_to_listen_is_no_speaker_and_whoever_only_speaks_no_listener()
    {
        var before = _studio.Host.Get<WebRtcPort>().Endpoint.PeerCount;
        using var speaker = await PostAsync($"/whip/{_talk}", Offer("whep"));
        using var listener = await PostAsync($"/whep/{_talk}", Offer("whip"));

        speaker.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        listener.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await Eventually.BecomesAsync(() => _studio.Host.Get<WebRtcPort>().Endpoint.PeerCount <= before, "no peer is left behind");
    }

    [Fact]
    public async Task Without_a_token_nobody_comes_in()
    {
        using var stranger = new HttpClient { BaseAddress = _studio.Host.Address };
        using var offer = new StringContent(Offer("whip"), new MediaTypeHeaderValue("application/sdp"));
        using var refused = await stranger.PostAsync($"/whip/{_talk}", offer);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("GET", 204)]
    [InlineData("HEAD", 204)]
    [InlineData("PUT", 405)]
    [InlineData("DELETE", 405)]
    [InlineData("PATCH", 405)]
    public async Task Nothing_is_to_be_had_at_the_endpoint_by_other_methods(string method, int status)
    {
        using var answer = await SendAsync(new HttpMethod(method), $"/whip/{_talk}");

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", 204)]
    [InlineData("HEAD", 204)]
    [InlineData("PUT", 405)]
    [InlineData("POST", 405)]
    [InlineData("OPTIONS", 200)]
    public async Task Nothing_is_to_be_had_at_a_session_by_other_methods(string method, int status)
    {
        using var session = await PostAsync($"/whip/{_talk}", Offer("whip"));
        using var answer = await SendAsync(new HttpMethod(method), session.Headers.Location!.ToString());

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Candidates_need_the_etag_and_get_no_answer()
    {
        using var session = await PostAsync($"/whip/{_talk}", Offer("whip"));
        const string fragment =
            "a=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"
            + "a=candidate:1 1 udp 2122260223 192.0.2.1 61764 typ host generation 0\r\n"
            + "a=candidate:2 1 udp 2122260223 e2f0e1d4-5d8e-4a5b-9d4b-1a2b3c4d5e6f.local 61764 typ host\r\n"
            + "a=candidate:3 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active\r\na=end-of-candidates\r\n";

        using var taken = await PatchAsync(session, fragment, session.Headers.ETag!.Tag);
        using var missing = await PatchAsync(session, fragment, etag: null);
        using var other = await PatchAsync(session, fragment, "\"another\"");
        using var weak = await PatchAsync(session, fragment, "W/" + session.Headers.ETag.Tag);
        using var oneOfTwo = await PatchAsync(session, fragment, $"\"another\", {session.Headers.ETag.Tag}");

        taken.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        taken.Headers.ETag.ShouldBeNull();
        missing.StatusCode.ShouldBe(HttpStatusCode.PreconditionRequired);
        other.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        weak.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        oneOfTwo.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"*\"")] // as the standard's own example has it
    public async Task New_credentials_restart_ice_under_a_new_etag(string star)
    {
        using var session = await PostAsync($"/whip/{_talk}", Offer("whip"));
        const string fragment =
            "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=ice-ufrag:ysXw\r\na=ice-pwd:vw5LmwG4y/e6dPP/zAP9Gp5k\r\n";

        using var restarted = await PatchAsync(session, fragment, star);

        restarted.StatusCode.ShouldBe(HttpStatusCode.OK);
        restarted.Content.Headers.ContentType!.MediaType.ShouldBe("application/trickle-ice-sdpfrag");
        restarted.Headers.ETag.ShouldNotBe(session.Headers.ETag);
        var ours = await restarted.Content.ReadAsStringAsync();
        ours.ShouldContain("a=ice-ufrag:");
        ours.ShouldContain("a=ice-pwd:");
        ours.ShouldContain("a=candidate:");
        using var old = await PatchAsync(session, fragment, session.Headers.ETag!.Tag);
        old.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("application/sdp", "a=end-of-candidates\r\n", 415)]
    [InlineData("application/trickle-ice-sdpfrag", "nonsense", 400)]
    [InlineData("application/trickle-ice-sdpfrag", "a=ice-ufrag:x\r\n", 400)]
    public async Task A_bad_fragment_is_refused_and_ends_nothing(string type, string fragment, int status)
    {
        using var session = await PostAsync($"/whip/{_talk}", Offer("whip"));

        using var refused = await PatchAsync(session, fragment, session.Headers.ETag!.Tag, type);

        ((int)refused.StatusCode).ShouldBe(status);
        using var still = await SendAsync(HttpMethod.Get, session.Headers.Location!.ToString());
        still.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_session_ends_by_delete_whatever_the_etag()
    {
        using var session = await PostAsync($"/whip/{_talk}", Offer("whip"));
        var address = session.Headers.Location!.ToString();
        using var request = new HttpRequestMessage(HttpMethod.Delete, address);
        request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"another\""));

        using var ended = await _http.SendAsync(request);

        ended.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.BecomesAsync(
            async () => (await SendAsync(HttpMethod.Get, address)).StatusCode == HttpStatusCode.NotFound, "it is over");
    }

    [Fact]
    public async Task A_speaker_whose_session_is_deleted_hears_of_it_at_once()
    {
        await using var browser = await Browser.SingAsync(_studio.Host, _talk, _ada, hertz: 500);
        await browser.EndAsync();
        await browser.Client.Closed.WaitAsync(Eventually.Patience);
    }

    private static (string Username, string Password) Credentials(string link)
    {
        var parts = link.Split('"');
        return (parts[3], parts[5]);
    }

    private string Offer(string protocol)
    {
        var client = RtcClient.Create(
            new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Send = protocol == "whip", Receive = protocol == "whep" });
        _clients.Add(client);
        return client.OfferSdp;
    }

    private async Task<HttpResponseMessage> PostAsync(string address, string body, string type = "application/sdp")
    {
        using var content = new StringContent(body, new MediaTypeHeaderValue(type));
        return await _http.PostAsync(address, content);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, address);
        return await _http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> PatchAsync(
        HttpResponseMessage session, string fragment, string? etag, string type = "application/trickle-ice-sdpfrag")
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, session.Headers.Location);
        request.Content = new StringContent(fragment, new MediaTypeHeaderValue(type));
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await _http.SendAsync(request);
    }
}
