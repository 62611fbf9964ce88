using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Threading.Channels;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Sip;

/// <summary>A user agent on loopback that keeps who rings, for a test to answer.</summary>
internal sealed class Telephone : IAsyncDisposable
{
    private readonly Channel<SipIncomingCall> _ringing = Channel.CreateUnbounded<SipIncomingCall>();

    private Telephone(SipOptions options)
    {
        Agent = new SipUserAgent(options);
        Agent.IncomingCall = call => _ringing.Writer.WriteAsync(call).AsTask();
        Agent.Troubled += (what, failure) => Troubles.Add($"{what}: {failure}");
    }

    public SipUserAgent Agent { get; }

    public ConcurrentBag<string> Troubles { get; } = [];

    public SipUri Address => new("talk", "127.0.0.1", Agent.LocalEndPoint.Port);

    public static async Task<Telephone> PlugInAsync(Func<SipOptions, SipOptions>? configure = null)
    {
        var options = new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0) };
        var telephone = new Telephone(configure?.Invoke(options) ?? options);
        await telephone.Agent.StartAsync();
        return telephone;
    }

    /// <summary>The next call that rings here.</summary>
    public async Task<SipIncomingCall> RingsAsync() =>
        await _ringing.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);

    /// <summary>Calls another telephone, which answers.</summary>
    public async Task<(SipCall Ours, SipCall Theirs)> CallAsync(Telephone other, SipCallOptions? options = null)
    {
        var calling = Agent.CallAsync(other.Address, options);
        var theirs = await (await other.RingsAsync()).AcceptAsync();
        return (await calling, theirs);
    }

    public async ValueTask DisposeAsync() => await Agent.DisposeAsync();
}

/// <summary>Two people on the telephone: each says a tone of her own and hears the other's.</summary>
internal sealed class Conversation
{
    public const double OurTone = 600;
    public const double TheirTone = 1_000;
    public const double Level = -12;

    private readonly List<float> _weHeard = [];
    private readonly List<float> _theyHeard = [];

    public float[] WeHeard => [.. _weHeard.TakeLast(VoiceFrame.SampleRate)];

    public float[] TheyHeard => [.. _theyHeard.TakeLast(VoiceFrame.SampleRate)];

    /// <summary>Talks in real time, by an absolute clock.</summary>
    public Task RunAsync(SipCall ours, SipCall theirs, double seconds) =>
        RunAsync(ours.Sender.Send, ours.Receiver, theirs.Sender.Send, theirs.Receiver, seconds);

    public async Task RunAsync(
        Say weSay, AudioReceiver weHear, Say theySay, AudioReceiver theyHear, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var due = TimeSpan.Zero;
        var frame = new float[VoiceFrame.Samples];
        for (var tick = 0L; tick < seconds * VoiceFrame.PerSecond; tick++)
        {
            var begin = tick * VoiceFrame.Samples;
            weSay(Tone.Make(OurTone, Level, VoiceFrame.SampleRate, VoiceFrame.Samples, begin));
            theySay(Tone.Make(TheirTone, Level, VoiceFrame.SampleRate, VoiceFrame.Samples, begin));
            weHear.Read(frame);
            _weHeard.AddRange(frame);
            theyHear.Read(frame);
            _theyHeard.AddRange(frame);

            due += VoiceFrame.Duration;
            if (clock.Elapsed - due > 3 * VoiceFrame.Duration)
                due = clock.Elapsed; // the machine was busy: go on from here, like the mixer, and do not burst
            else if (due > clock.Elapsed)
                await Task.Delay(due - clock.Elapsed, TimeProvider.System, CancellationToken.None);
        }
    }

    public delegate void Say(ReadOnlySpan<float> frame);

    public void BothShouldHearTheOther(double tolerance = 1)
    {
        Tone.Frequency(WeHeard, VoiceFrame.SampleRate).ShouldBe(TheirTone, 5);
        Tone.SteadyLevel(WeHeard, TheirTone, VoiceFrame.SampleRate).ShouldBe(Level, tolerance);
        Tone.Frequency(TheyHeard, VoiceFrame.SampleRate).ShouldBe(OurTone, 5);
        Tone.SteadyLevel(TheyHeard, OurTone, VoiceFrame.SampleRate).ShouldBe(Level, tolerance);
    }
}
