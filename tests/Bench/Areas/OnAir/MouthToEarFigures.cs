using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>
/// From the moment when a sound is given to a far end's encoder to the moment when another far end's jitter buffer gives it out,
/// in this very process: our own clients over the loopback, by DTLS and SRTP, through mixer and returns. What a browser adds
/// (Chromium about 50 ms) is not in it; a telephone is a line of plain RTP, as a call's sound is.
/// </summary>
internal sealed class MouthToEarFigures : IFigureSource
{
    private const int Bursts = 40;

    public string Name => "mouthToEar";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var clock = new ProgramClock(TimeProvider.System, NullLogger<ProgramClock>.Instance);
        using var engine = new ReturnEngine();
        var talk = new TalkProgramme(new TalkId(Guid.NewGuid()));
        using var foldback = new Foldback(talk, engine, NullLogger.Instance);
        await using var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            AdvertisedAddresses = [IPAddress.Loopback],
        });
        endpoint.Start();
        clock.Attach(talk);

        await using var mouth = Client(send: true);
        var speaker = new WhipContribution(PersonId.New(), "Ada", await ConnectAsync(endpoint, mouth, ct));
        await talk.SeatAsync(speaker);
        await using var ear = Client(send: false);
        foldback.Add(new WhepListener(PersonId.New(), monitors: true, await ConnectAsync(endpoint, ear, ct)));
        using var lines = new PlainLines(1);
        await talk.SeatAsync(lines.All[0]);
        using var phone = new PlainPhone(lines.Port);
        talk.Follow(new TalkState(talk.Talk)
        {
            Stage = StageState.Empty with
            {
                OnAir = StageState.Empty.OnAir
                    .Add(speaker.Id, new OnAirVoice(speaker.Id, "Ada", VoiceKind.Speaker, Muted: false, Since: 1) { Strip = StripSettings.Neutral })
                    .Add(lines.All[0].Id, new OnAirVoice(lines.All[0].Id, "Line", VoiceKind.Caller, Muted: false, Since: 1) { Strip = StripSettings.Neutral }),
            },
        });
        talk.GoLive();

        yield return new LimitFigure("WHIP to WHEP, our own client", 120, Measure.Milliseconds, await BeepTest.RunAsync(mouth.Sender!, ear.Receiver!, Bursts, ct));
        yield return new LimitFigure("WHIP to a line of RTP", 120, Measure.Milliseconds, await BeepTest.RunAsync(mouth.Sender!, phone.Receiver, Bursts, ct));
        yield return new LimitFigure("a line of RTP to WHEP", 150, Measure.Milliseconds, await BeepTest.RunAsync(phone.Sender, ear.Receiver!, Bursts, ct));
    }

    private static RtcClient Client(bool send) => RtcClient.Create(
        new IPEndPoint(IPAddress.Loopback, 0), new RtcClientOptions { Send = send, Receive = !send, Tcp = false });

    private static async Task<PeerConnection> ConnectAsync(RtcEndpoint endpoint, RtcClient client, CancellationToken ct)
    {
        var peer = endpoint.Answer(client.OfferSdp, new PeerOptions { MaySend = true, MayReceive = true });
        await client.ConnectAsync(peer.AnswerSdp, ct);
        return peer;
    }
}
