using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The mouth and the ear at the far end of a connection.</summary>
internal sealed class Human : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<float> _heard = [];
    private readonly Thread _living;
    private Exception? _failure;

    public Human(SingingVoice? voice, AudioSender? mouth, AudioReceiver? ear)
    {
        _living = new Thread(() => TryLive(voice, mouth, ear)) { IsBackground = true, Name = "human" };
        _living.Start();
    }

    /// <summary>How much was heard, in samples.</summary>
    public int Heard
    {
        get
        {
            lock (_heard)
                return _heard.Count;
        }
    }

    /// <summary>The last second that was heard.</summary>
    public float[] LastSecond
    {
        get
        {
            lock (_heard)
                return [.. CollectionsMarshal.AsSpan(_heard)[^Math.Min(AudioFrame.SampleRate, _heard.Count)..]];
        }
    }

    /// <summary>A part of what was heard.</summary>
    public float[] Hear(int from, int samples)
    {
        lock (_heard)
            return [.. CollectionsMarshal.AsSpan(_heard).Slice(from, samples)];
    }

    public ValueTask DisposeAsync()
    {
        _leaving.Cancel();
        _living.Join();
        _leaving.Dispose();
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
        return ValueTask.CompletedTask;
    }

    /// <summary>What goes wrong is the test's to tell: on this thread it would end the process.</summary>
    private void TryLive(SingingVoice? voice, AudioSender? mouth, AudioReceiver? ear)
    {
        try
        {
            Live(voice, mouth, ear);
        }
        catch (Exception failure)
        {
            _failure = failure;
        }
    }

    /// <summary>Fifty times a second on the average, however late a single beat comes; on a thread that no other work can hold up.</summary>
    private void Live(SingingVoice? voice, AudioSender? mouth, AudioReceiver? ear)
    {
        var frame = new float[AudioFrame.Length];
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        for (var beat = 0; !_leaving.IsCancellationRequested; beat++)
        {
            var wait = (beat * AudioFrame.Duration) - time.GetElapsedTime(began);
            if (wait > TimeSpan.Zero && _leaving.Token.WaitHandle.WaitOne(wait))
                return;
            if (mouth is not null)
            {
                frame.AsSpan().Clear();
                voice?.Read(frame);
                mouth.Send(frame);
            }
            if (ear is not null)
            {
                ear.Read(frame);
                lock (_heard)
                    _heard.AddRange(frame);
            }
        }
    }
}
