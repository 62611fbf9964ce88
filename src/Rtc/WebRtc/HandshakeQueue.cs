using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// Carries out DTLS handshakes apart from the threads that carry sound: each costs about a millisecond, which nobody else
/// shall hear. Each peer belongs to one worker, so its datagrams stay in order. Bounded in every way: what finds no room is
/// dropped, and the peer repeats it.
/// </summary>
internal sealed class HandshakeQueue : IDisposable
{
    private const int Capacity = 1024;
    private const int LoweredNiceness = 5; // behind every thread that carries sound

    private readonly HandshakePlaces _places;
    private readonly Action<PeerConnection, Exception> _failed;
    private readonly BlockingCollection<Job>[] _jobs;
    private readonly Thread[] _workers;
    private long _dropped;

    /// <summary>Starts its workers.</summary>
    /// <param name="workers">How many handshakes may be worked on at once.</param>
    /// <param name="places">Who may begin one.</param>
    /// <param name="failed">Is told of what should never happen.</param>
    public HandshakeQueue(int workers, HandshakePlaces places, Action<PeerConnection, Exception> failed)
    {
        (_places, _failed) = (places, failed);
        _jobs = [.. Enumerable.Range(0, workers).Select(_ => new BlockingCollection<Job>(Capacity))];
        _workers = [.. _jobs.Select(StartWorker)];
    }

    /// <summary>Datagrams for which there was no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes a copy of the datagram. Any thread.</summary>
    public void Post(PeerConnection peer, ReadOnlySpan<byte> datagram)
    {
        // What comes later, alerts and repetitions, is cheap.
        if (peer.State < PeerState.Connected && !_places.TryTake(peer, peer.Ice.Selected ?? default))
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        var copy = ArrayPool<byte>.Shared.Rent(datagram.Length);
        datagram.CopyTo(copy);
        if (!_jobs[(uint)peer.GetHashCode() % _jobs.Length].TryAdd(new Job(peer, copy, datagram.Length)))
        {
            ArrayPool<byte>.Shared.Return(copy);
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Ends the workers when they have done what they have. Nothing may be posted any more.</summary>
    public void Dispose()
    {
        foreach (var jobs in _jobs)
            jobs.CompleteAdding();
        foreach (var worker in _workers)
            worker.Join();
        foreach (var jobs in _jobs)
            jobs.Dispose();
    }

    private Thread StartWorker(BlockingCollection<Job> jobs, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"rtc handshake {number}");
        var worker = new Thread(() => Work(jobs)) { Name = name, IsBackground = true };
        worker.Start();
        return worker;
    }

    private void Work(BlockingCollection<Job> jobs)
    {
        Libc.TrySetNiceness(LoweredNiceness);
        foreach (var job in jobs.GetConsumingEnumerable())
        {
            try
            {
                job.Peer.ReceiveDtls(job.Datagram.AsSpan(0, job.Length));
            }
            catch (Exception failure) // one peer's trouble must not end everybody's handshakes
            {
                _failed(job.Peer, failure);
            }

            ArrayPool<byte>.Shared.Return(job.Datagram);
            if (job.Peer.State >= PeerState.Connected)
                _places.Leave(job.Peer);
        }
    }

    private readonly record struct Job(PeerConnection Peer, byte[] Datagram, int Length);
}
