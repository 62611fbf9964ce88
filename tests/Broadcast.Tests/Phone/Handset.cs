using System.Net;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>Somebody at a telephone: sings one note all the time, presses keys, and hears.</summary>
internal sealed class Handset : IAsyncDisposable
{
    private readonly SipUserAgent _agent;
    private readonly Human _human;
    private int _lastKey;

    private Handset(SipUserAgent agent, SipCall call, double hertz) =>
        (_agent, Call, _human) = (agent, call, new Human(new SingingVoice(hertz, -20), call.Sender, call.Receiver));

    public SipCall Call { get; }

    public float[] LastSecond => _human.LastSecond;

    public static async Task<Handset> CallAsync(StudioHost studio, string dialled = "tea", string number = "+8562055512345", double hertz = 700)
    {
        var handset = await AnsweredAsync(studio, dialled, number, hertz);
        await handset.IsSpokenToAsync();
        return handset;
    }

    /// <summary>Her call is answered this moment, and nobody has said anything yet.</summary>
    public static async Task<Handset> AnsweredAsync(StudioHost studio, string dialled = "tea", string number = "+8562055512345", double hertz = 700)
    {
        var agent = new SipUserAgent(new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0), User = number });
        await agent.StartAsync();
        var call = await agent.CallAsync(new SipUri(dialled, "127.0.0.1", studio.Get<Telephone>().EndPoint.Port));
        return new Handset(agent, call, hertz);
    }

    public Handset Press(string keys)
    {
        _lastKey = _human.Heard;
        foreach (var key in keys)
            Call.Sender.SendDigit(key);
        return this;
    }

    /// <summary>Goes on with her note for so long.</summary>
    public async Task SayAsync(int seconds)
    {
        var said = Call.Sender.Packets + (seconds * AudioFrame.PerSecond);
        await Eventually.BecomesAsync(() => Call.Sender.Packets >= said, "she has said it");
    }

    /// <summary>Somebody is there who hears her keys.</summary>
    public Task IsSpokenToAsync() => IsSpokenToAsync(_human);

    /// <summary>Somebody is there who hears this human's keys.</summary>
    public static Task IsSpokenToAsync(Human human) =>
        Eventually.BecomesAsync(() => human.LastSecond.Any(sample => Math.Abs(sample) > 0.02), "she is spoken to");

    /// <summary>Waits for the tone after which she is recorded, or on air, and for the silence behind it: it comes after her last keys, however late this is asked.</summary>
    public async Task HearBeepAsync()
    {
        const int part = 3 * AudioFrame.Length; // a line that stumbles leaves so much of the tone whole somewhere
        const int silence = 30; // she is listened to a quarter of a second behind the tone
        var (next, came, quiet) = (_lastKey, false, 0);
        await Eventually.BecomesAsync(() =>
        {
            for (; quiet < silence && next + part <= _human.Heard; next += AudioFrame.Length)
            {
                var comes = IsBeep(_human.Hear(next, part));
                came |= comes;
                quiet = came && !comes ? quiet + 1 : 0;
            }
            return quiet == silence;
        }, "the tone comes and is over");
    }

    public Task HearAsync(double hertz, string because) =>
        Eventually.BecomesAsync(() => Tones.LevelAt(LastSecond, hertz) > -38, because);

    /// <summary>The tone and nothing else: words have some of each pitch.</summary>
    private static bool IsBeep(float[] heard) => Tones.LevelAt(heard, 1_000) is > -30 and var level && Tones.ResidueOf(heard, 1_000) < level - 20;

    public async ValueTask DisposeAsync()
    {
        await _human.DisposeAsync();
        await Call.DisposeAsync();
        await _agent.DisposeAsync();
    }
}
