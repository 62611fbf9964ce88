using System.Diagnostics;
using Shouldly;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.TestKit.Sip;

/// <summary>Two people on the telephone: each says a tone of her own and hears the other's.</summary>
public sealed class Conversation
{
    /// <summary>What we say, in Hz.</summary>
    public const double OurTone = 600;

    /// <summary>What they say, in Hz.</summary>
    public const double TheirTone = 1_000;

    /// <summary>How loud both are, in dB of the sine's peak.</summary>
    public const double Level = -12;

    private const int MostTries = 10;
    private const double Tolerance = 1; // dB

    private readonly List<float> _weHeard = [];
    private readonly List<float> _theyHeard = [];

    /// <summary>The last second of what came to us.</summary>
    public float[] WeHeard => [.. _weHeard.TakeLast(VoiceFrame.SampleRate)];

    /// <summary>The last second of what came to them.</summary>
    public float[] TheyHeard => [.. _theyHeard.TakeLast(VoiceFrame.SampleRate)];

    /// <summary>Talks in real time, by an absolute clock.</summary>
    public Task RunAsync(SipCall ours, SipCall theirs, double seconds) =>
        RunAsync(ours.Sender.Send, ours.Receiver, theirs.Sender.Send, theirs.Receiver, seconds);

    /// <summary>Talks in real time, by an absolute clock, through any ends.</summary>
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

    /// <summary>Talks until each has heard the other for a second: a machine that stood still for a moment spoils one.</summary>
    public async Task RunUntilHeardAsync(Say weSay, AudioReceiver weHear, Say theySay, AudioReceiver theyHear)
    {
        var left = MostTries;
        do
            await RunAsync(weSay, weHear, theySay, theyHear, seconds: 1.2);
        while (!BothHearTheOther() && --left > 0);
        BothShouldHearTheOther();
    }

    /// <summary>Takes a frame of voice.</summary>
    public delegate void Say(ReadOnlySpan<float> frame);

    /// <summary>Each end heard the other's tone, at its level.</summary>
    public void BothShouldHearTheOther()
    {
        Tone.Frequency(WeHeard, VoiceFrame.SampleRate).ShouldBe(TheirTone, 5);
        Tone.SteadyLevel(WeHeard, TheirTone, VoiceFrame.SampleRate).ShouldBe(Level, Tolerance);
        Tone.Frequency(TheyHeard, VoiceFrame.SampleRate).ShouldBe(OurTone, 5);
        Tone.SteadyLevel(TheyHeard, OurTone, VoiceFrame.SampleRate).ShouldBe(Level, Tolerance);
    }

    private bool BothHearTheOther() => Hears(WeHeard, TheirTone) && Hears(TheyHeard, OurTone);

    private static bool Hears(float[] sound, double hertz) =>
        Math.Abs(Tone.Frequency(sound, VoiceFrame.SampleRate) - hertz) <= 5
        && Math.Abs(Tone.SteadyLevel(sound, hertz, VoiceFrame.SampleRate) - Level) <= Tolerance;
}
