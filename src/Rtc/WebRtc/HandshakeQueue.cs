using System.Buffers;
using System.Threading.Channels;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// Carries out DTLS handshakes apart from the thread that carries sound: one costs some milliseconds, which nobody else
/// shall hear. Bounded in every way: what finds no room is dropped, and the peer repeats it.
/// </summary>
internal sealed class HandshakeQueue(int maxHandshakes, Action<PeerConnection, Action> guard)
{
    private const int Capacity = 1024;

    private readonly Channel<Job> _jobs = Channel.CreateBounded<Job>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly HashSet<PeerConnection> _running = [];

    /// <summary>Takes a copy of the datagram.</summary>
    public void Post(PeerConnection peer, ReadOnlySpan<byte> datagram)
    {
        if (!Admit(peer))
            return;

        var copy = ArrayPool<byte>.Shared.Rent(datagram.Length);
        datagram.CopyTo(copy);
        if (!_jobs.Writer.TryWrite(new Job(peer, copy, datagram.Length)))
            ArrayPool<byte>.Shared.Return(copy);
    }

    /// <summary>The peer needs no place any more.</summary>
    public void Release(PeerConnection peer)
    {
        lock (_running)
            _running.Remove(peer);
    }

    public void Complete() => _jobs.Writer.TryComplete();

    public async Task RunAsync()
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync())
        {
            guard(job.Peer, () => job.Peer.ReceiveDtls(job.Datagram.AsSpan(0, job.Length)));
            ArrayPool<byte>.Shared.Return(job.Datagram);
            if (job.Peer.State >= PeerState.Connected)
                Release(job.Peer);
        }
    }

    private bool Admit(PeerConnection peer)
    {
        if (peer.State >= PeerState.Connected)
            return true; // alerts and repetitions are cheap

        lock (_running)
            return _running.Contains(peer) || (_running.Count < maxHandshakes && _running.Add(peer));
    }

    private readonly record struct Job(PeerConnection Peer, byte[] Datagram, int Length);
}
