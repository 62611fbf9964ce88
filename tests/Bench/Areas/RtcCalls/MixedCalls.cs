using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Mixing;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>
/// All calls at the server's own mixer, on its own clock. The mix is encoded once and sent to each call, on a thread of its
/// own as the foldback does it.
/// </summary>
internal sealed class MixedCalls : IClocked, IDisposable
{
    private readonly ConcurrentDictionary<SipCall, MixerInput> _calls = new();
    private readonly Mixer _mixer = new();
    private readonly float[] _programme = new float[AudioFrame.Length];
    private readonly Resampler _resampler = Resampler.Create(AudioFrame.SampleRate, 8_000);
    private readonly IAudioEncoder _encoder = AudioCodecs.CreateEncoder(AudioCodec.Pcmu);
    private readonly float[] _narrow = new float[160];
    private readonly byte[] _payload = new byte[160];
    private readonly AutoResetEvent _encoded = new(initialState: false);
    private readonly List<double> _lateness = new(capacity: 100_000);
    private readonly ProgramClock _clock = new(TimeProvider.System, NullLogger<ProgramClock>.Instance);
    private readonly Thread _sending;
    private volatile MixerInput[] _inputs = [];
    private volatile SipCall[] _all = [];
    private volatile bool _measuring;
    private volatile bool _stopped;
    private long _began;
    private long _firstTick;

    public MixedCalls()
    {
        _sending = new Thread(Send) { Name = "sending", IsBackground = true };
        _sending.Start();
        _clock.Attach(this);
    }

    public int Count => _calls.Count;

    public async Task AnswerAsync(SipIncomingCall incoming)
    {
        var call = await incoming.AcceptAsync();
        _calls[call] = new MixerInput(new Voice(call)) { Fader = { Target = 1f } };
        Renew();
        await call.Ended;
        _calls.TryRemove(call, out _);
        Renew();
        await call.DisposeAsync();
    }

    /// <summary>Watches for some seconds what happens anyway.</summary>
    public async Task<CallsLoad> MeasureAsync(int seconds)
    {
        var before = Sum();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = ProcessorClock.Process;
        _lateness.Clear();
        (_began, _measuring) = (0, true);
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        _measuring = false;
        processor = ProcessorClock.Process - processor;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var after = Sum();
        var late = _lateness.Order().ToArray(); // against the most punctual of them: the clock's own deadlines are not known
        using var self = Process.GetCurrentProcess();
        return new CallsLoad(
            Count,
            processor / (seconds * 1e6),
            late[(int)(late.Length * 0.99)] - late[0],
            after.Received - before.Received,
            after.Missed - before.Missed,
            allocated,
            self.Threads.Count);
    }

    public void Tick(long tick, bool isLate = false)
    {
        if (_measuring)
            NoteLateness(tick);
        _mixer.Mix(_inputs, _programme);
        _resampler.Convert(_programme, _narrow);
        _encoder.Encode(_narrow, _payload);
        _encoded.Set();
    }

    public void Dispose()
    {
        _stopped = true;
        _clock.Dispose();
        _encoded.Set();
        _sending.Join();
        _encoder.Dispose();
        _encoded.Dispose();
    }

    private void NoteLateness(long tick)
    {
        if (_began == 0)
            (_began, _firstTick) = (Stopwatch.GetTimestamp(), tick);
        _lateness.Add((Stopwatch.GetElapsedTime(_began) - ((tick - _firstTick) * AudioFrame.Duration)).TotalMilliseconds);
    }

    private void Renew() => (_inputs, _all) = ([.. _calls.Values], [.. _calls.Keys]);

    private void Send()
    {
        while (_encoded.WaitOne() && !_stopped)
        {
            foreach (var call in _all)
                call.Sender.SendEncoded(_payload);
        }
    }

    private (long Received, long Missed) Sum()
    {
        var (received, missed) = (0L, 0L);
        foreach (var call in _all)
        {
            var statistics = call.Receiver.Statistics;
            received += statistics.Received;
            missed += statistics.Lost + statistics.Late + statistics.Dropped + statistics.Concealed;
        }
        return (received, missed);
    }

    private sealed class Voice(SipCall call) : IAudioSource
    {
        public bool Read(Span<float> samples) => call.Receiver.Read(samples);
    }
}
