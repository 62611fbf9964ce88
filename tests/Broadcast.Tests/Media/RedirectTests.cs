using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Several servers on one database: each talk is mixed by one, and the others know which.</summary>
public sealed class RedirectTests(WhipStudio studio) : IClassFixture<WhipStudio>
{
    private readonly Actor _ada = new(PersonId.New(), "Ada", Role.Speaker);

    [Fact]
    public async Task Where_another_server_mixes_the_talk_everybody_is_sent_there()
    {
        var talk = new TalkId(Guid.NewGuid());
        await using var note = new NodeNote(studio.Database);
        await note.WriteAsync(talk, new Uri("https://two.talks.example/"));

        using var sent = await PostAsync($"/whip/{talk}?take=2");

        sent.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        sent.Headers.Location.ShouldBe(new Uri($"https://two.talks.example/whip/{talk}?take=2"));
    }

    [Fact]
    public async Task Where_nobody_mixes_it_or_we_ourselves_not_yet_everybody_is_asked_to_wait()
    {
        var ours = new TalkId(Guid.NewGuid());
        await using var note = new NodeNote(studio.Database);
        await note.WriteAsync(ours, WhipStudio.Here); // noted before a restart

        using var later = await PostAsync($"/whip/{ours}");
        using var unknown = await PostAsync($"/whep/{new TalkId(Guid.NewGuid())}");

        later.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        later.Headers.RetryAfter.ShouldNotBeNull();
        unknown.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_server_that_mixes_a_talk_notes_itself()
    {
        await using var note = new NodeNote(studio.Database);
        await Eventually.BecomesAsync(
            async () => await note.ReadAsync(studio.Talk) == WhipStudio.Here.ToString(), "it is noted");
    }

    private async Task<HttpResponseMessage> PostAsync(string address)
    {
        using var known = studio.Host.Http(_ada);
        using var steadfast = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = known.BaseAddress };
        steadfast.DefaultRequestHeaders.Authorization = known.DefaultRequestHeaders.Authorization;
        using var offer = new StringContent("v=0\r\n", new MediaTypeHeaderValue("application/sdp"));
        return await steadfast.PostAsync(address, offer);
    }
}
