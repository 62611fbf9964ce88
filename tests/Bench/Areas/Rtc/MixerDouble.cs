using System.Diagnostics;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>Takes every contributor's next frame each 20 ms, as the mixer does, and knows what decoding cost.</summary>
internal sealed class MixerDouble : IDisposable
{
    private readonly Lock _changes = new();
    private readonly Thread _thread;
    private volatile AudioReceiver[] _receivers = [];
    private volatile bool _stopped;
    private double _microseconds;

    public MixerDouble()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Processor time so far.</summary>
    public double Microseconds => Volatile.Read(ref _microseconds);

    public void Add(PeerConnection peer)
    {
        lock (_changes)
            _receivers = peer.Receiver is { } receiver ? [.. _receivers, receiver] : _receivers;
    }

    public void Remove(PeerConnection peer)
    {
        lock (_changes)
            _receivers = [.. _receivers.Where(receiver => receiver != peer.Receiver)];
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
    }

    private void Run()
    {
        var frame = new float[VoiceFrame.Samples];
        var began = Stopwatch.GetTimestamp();
        for (var tick = 1; !_stopped; tick++)
        {
            foreach (var receiver in _receivers)
                receiver.Read(frame);
            Volatile.Write(ref _microseconds, ProcessorClock.Thread);
            var early = (tick * VoiceFrame.Duration) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
        }
    }
}
