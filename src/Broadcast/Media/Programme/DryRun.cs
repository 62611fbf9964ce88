using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// A talk of three seconds that nobody hears, aired as fast as it goes before anybody comes. Without it the compiler works
/// during the first ticks of the first talk, and they come fifty milliseconds late.
/// </summary>
internal sealed class DryRun(ReturnEngine engine, TimeProvider time, ILogger<DryRun> logger) : IHostedService
{
    private const int Ticks = 150;
    private const int DelayedFrom = Ticks / 2;

    private static readonly ProgrammeDelay Delay = new(7) { IsUnused = false };

    private static int _done; // what is compiled is compiled for the whole process

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _done, 1) != 0)
            return;
        var began = time.GetTimestamp();
        await AirAsync(engine, logger);
        logger.LogDebug("The dry run took {Milliseconds} ms", (int)time.GetElapsedTime(began).TotalMilliseconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Airs it; whatever fails is logged, and the server starts.</summary>
    public static async Task AirAsync(ReturnEngine engine, ILogger logger)
    {
        try
        {
            await PlayAsync(engine, logger);
        }
        catch (Exception failure) // the talks will show what it is
        {
            logger.LogError(failure, "The dry run failed");
        }
    }

    private static async Task PlayAsync(ReturnEngine engine, ILogger logger)
    {
        Voice[] voices =
        [
            new(VoiceKind.Speaker, AudioFormat.Opus(111)), new(VoiceKind.Speaker, AudioFormat.Opus(111)),
            new(VoiceKind.Caller, AudioFormat.Pcma()), new(VoiceKind.Station, AudioFormat.G722()),
        ];
        var programme = new TalkProgramme(new TalkId(Guid.Empty));
        foreach (var voice in voices)
            await programme.SeatAsync(voice);
        foreach (var leg in Enum.GetValues<ProgrammeLeg>())
            programme.Attach(new Unheard(leg));

        var state = new TalkState(programme.Talk) { Stage = new StageState(voices.ToImmutableDictionary(voice => voice.Id, voice => voice.OnAir)) };
        programme.Follow(state);
        programme.TapVoices();
        programme.GoLive();
        using (var foldback = new Foldback(programme, engine, logger))
        {
            for (var tick = 0; tick < Ticks; tick++)
            {
                if (tick == DelayedFrom)
                    programme.Follow(state with { Mix = state.Mix with { Delay = Delay } });
                foreach (var voice in voices.Take(voices.Length - (tick & 1))) // one of them falls silent again and again
                    voice.Say(tick);
                programme.Tick(tick);
                foldback.Work();
            }
            programme.End();
            programme.Tick(Ticks);
        }
        await programme.CloseAsync();
    }

    /// <summary>Somebody at the far end of a line which leads back to ours.</summary>
    private sealed class Voice(VoiceKind kind, AudioFormat format) : IContribution, IRtpTransport
    {
        private readonly AudioReceiver _line = new(format);
        private readonly AudioSender _back = new(format, new Nowhere());
        private readonly float[] _words = new float[AudioFrame.Length];
        private AudioSender? _mouth;

        public ContributionId Id { get; } = ContributionId.New();

        public string Name => "Dry run";

        public VoiceKind Kind => kind;

        public bool Connected => true;

        public string? Digits => null;

        public int? Quality => null;

        public Task Ended => Task.CompletedTask;

        public bool TakesReturn => true;

        public AudioSender? SharedBack => _back;

        public OnAirVoice OnAir => new(Id, Name, kind, Muted: false, Since: 1) { Strip = StripSettings.Of(kind) };

        /// <summary>20 ms of a hum that swells and fades, as voices do.</summary>
        public void Say(int tick)
        {
            for (var i = 0; i < _words.Length; i++)
            {
                var time = (tick * _words.Length) + i;
                _words[i] = MathF.Sin(time * 0.03f) * MathF.Sin(time * 0.0001f) * 0.3f;
            }
            (_mouth ??= new AudioSender(format, this)).Send(_words);
        }

        public bool Read(Span<float> samples) => _line.Read(samples);

        public void SendReturn(ReadOnlySpan<float> samples) => _back.Send(samples);

        public void SendRtp(ReadOnlySpan<byte> packet) => _line.Receive(packet);

        public void SendRtcp(ReadOnlySpan<byte> packet)
        {
        }

        public ValueTask DisposeAsync()
        {
            _mouth?.Dispose();
            _back.Dispose();
            _line.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Nowhere : IRtpTransport
    {
        public void SendRtp(ReadOnlySpan<byte> packet)
        {
        }

        public void SendRtcp(ReadOnlySpan<byte> packet)
        {
        }
    }

    private sealed class Unheard(ProgrammeLeg leg) : IProgrammeOutput
    {
        public string Name => "Dry run";

        public string Kind => "dry-run";

        public ProgrammeLeg Leg => leg;

        public FrameRing Frames { get; } = new(1);

        public Task RunAsync(OutputHealth health, CancellationToken ct) => Task.CompletedTask;
    }
}
