using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Somebody of the audience speaks for as long as the studio wants her, and not a moment longer.</summary>
public sealed class CalledHandTests(WhipStudio studio) : IClassFixture<WhipStudio>
{
    private readonly Actor _listener = Somebody();

    [Fact]
    public async Task Her_microphone_reaches_the_studio_from_the_call_on_and_is_cut_when_she_is_refused()
    {
        var talk = await studio.Host.Get<TalkDirectory>().FindAsync(studio.Talk, CancellationToken.None);
        (await OfferAsync()).ShouldBe(HttpStatusCode.Forbidden, "she has no hand up");
        await talk.AskAsync(new RaiseHand("Noy", null, Consents: true), _listener);
        (await OfferAsync()).ShouldBe(HttpStatusCode.Forbidden, "she waits");
        await talk.AskAsync(new CallHand(_listener.Id), Host);

        await using var browser = await Browser.SingAsync(studio.Host, studio.Talk, _listener, hertz: 440);
        var programme = studio.Host.Floor.TryFind(studio.Talk)!.Programme;
        await Eventually.BecomesAsync(
            () => programme.Voices.Any(voice => voice is { Name: "Noy", Kind: VoiceKind.Attendee, Connected: true, OnAir: false, Level: > -40 }),
            "the studio hears her");

        await talk.AskAsync(new RefuseHand(_listener.Id, "No time left."), Host);

        await Eventually.BecomesAsync(() => programme.Voices.All(voice => voice.Name != "Noy"), "she is cut off");
        (await OfferAsync()).ShouldBe(HttpStatusCode.Forbidden, "and does not come back");
    }

    [Fact]
    public async Task Her_turn_ends_when_she_is_taken_off_the_air()
    {
        var talk = await studio.Host.Get<TalkDirectory>().FindAsync(studio.Talk, CancellationToken.None);
        await talk.AskAsync(new RaiseHand("Dao", null, Consents: true), _listener);
        await talk.AskAsync(new CallHand(_listener.Id), Host);
        await using var browser = await Browser.SingAsync(studio.Host, studio.Talk, _listener, hertz: 440);
        var voice = new ContributionId(_listener.Id.Value);
        await talk.AskAsync(new PutOnAir(voice, "Dao", VoiceKind.Attendee), Host);
        talk.State.Stage.OnAir.ShouldContainKey(voice);

        await talk.AskAsync(new TakeOffAir(voice), Host);

        var programme = studio.Host.Floor.TryFind(studio.Talk)!.Programme;
        await Eventually.BecomesAsync(() => programme.Voices.All(it => it.Id != voice), "her microphone is cut");
        talk.State.Hands.Find(_listener.Id).ShouldBeNull();
    }

    private async Task<HttpStatusCode> OfferAsync()
    {
        await using var client = RtcClient.Create(new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Send = true });
        using var http = studio.Host.Http(_listener);
        using var offer = new StringContent(client.OfferSdp, new MediaTypeHeaderValue("application/sdp"));
        using var answer = await http.PostAsync($"/whip/{studio.Talk}", offer);
        return answer.StatusCode;
    }
}
