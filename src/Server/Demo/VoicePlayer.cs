using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Server.Demo;

/// <summary>
/// A person's microphone and ears: every 20 ms it hands out a frame of whatever voice is playing, or silence, and takes
/// a frame of what is heard. It stands for the sound card, so it keeps absolute time and catches up after a stall.
/// </summary>
internal sealed class VoicePlayer : IAsyncDisposable
{
    /// <summary>Samples a second.</summary>
    public const int Rate = VoiceFrame.SampleRate;

    // Five minutes: a list that grew through a live hour would stand still for seconds, each time it is copied.
    private const int Kept = 5 * 60 * VoiceFrame.PerSecond;

    private readonly Action<ReadOnlySpan<float>> _speak;
    private readonly Func<Span<float>, bool> _hear;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private readonly Lock _gate = new();
    private readonly Queue<float[]> _heard = [];
    private float[] _voice = [];
    private int _at;
    private TaskCompletionSource? _said;

    /// <param name="speak">Takes each frame that leaves the microphone.</param>
    /// <param name="hear">Fills a frame with what comes in; false while nothing does.</param>
    /// <param name="time">The clock.</param>
    public VoicePlayer(Action<ReadOnlySpan<float>> speak, Func<Span<float>, bool> hear, TimeProvider time)
    {
        (_speak, _hear, _time) = (speak, hear, time);
        _run = Task.Run(RunAsync);
    }

    /// <summary>What was heard so far, of the last five minutes; 48 kHz mono.</summary>
    public float[] Heard
    {
        get
        {
            lock (_gate)
            {
                var all = new float[_heard.Count * VoiceFrame.Samples];
                var at = 0;
                foreach (var frame in _heard)
                {
                    frame.CopyTo(all, at);
                    at += frame.Length;
                }
                return all;
            }
        }
    }

    /// <summary>Says something; the task ends when it is said.</summary>
    public Task SayAsync(float[] voice, CancellationToken ct)
    {
        lock (_gate)
        {
            _said?.TrySetResult();
            _said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_voice, _at) = (voice, 0);
            return _said.Task.WaitAsync(ct);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var frame = new float[VoiceFrame.Samples];
        var start = _time.GetTimestamp();
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10), _time);
            for (var frames = 0L; await timer.WaitForNextTickAsync(_stop.Token);)
            {
                var due = (long)(_time.GetElapsedTime(start).TotalMilliseconds / 20);
                for (; frames < due; frames++)
                    Exchange(frame);
            }
        }
        catch (OperationCanceledException)
        {
            // hung up
        }
    }

    private void Exchange(float[] frame)
    {
        lock (_gate)
        {
            var left = Math.Min(VoiceFrame.Samples, _voice.Length - _at);
            Array.Clear(frame);
            _voice.AsSpan(_at, left).CopyTo(frame);
            _at += left;
            if (_at == _voice.Length)
                _said?.TrySetResult();
        }

        _speak(frame);
        _ = _hear(frame);
        lock (_gate)
        {
            // The oldest one's memory is used again: nothing is left to collect, however long the talk is.
            var kept = _heard.Count == Kept ? _heard.Dequeue() : new float[frame.Length];
            frame.CopyTo(kept, 0);
            _heard.Enqueue(kept);
        }
    }
}
