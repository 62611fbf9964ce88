using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Mp3;

/// <summary>
/// One talk's MP3 and whoever listens to it: encoded once, each listener with a ring of his own. One whose network is too
/// slow misses something; nobody waits for him.
/// </summary>
internal sealed class Mp3Stream
{
    private const int MostListeners = 1000;
    private const int KeptChunks = 12; // two seconds, with which a listener's player begins at once
    private const int LateChunks = 60; // how far a listener may fall behind: some ten seconds

    private static readonly Fault Full = new("mp3.full", FaultKind.Unavailable,
        "Too many people listen to this stream. Listen on the talk's page.");

    private readonly Lock _changes = new();
    private ImmutableList<Channel<ReadOnlyMemory<byte>>> _listeners = [];
    private ImmutableQueue<ReadOnlyMemory<byte>> _recent = [];
    private int _recentCount;
    private bool _ended;

    public void Publish(ReadOnlyMemory<byte> chunk)
    {
        lock (_changes)
        {
            _recent = _recent.Enqueue(chunk);
            if (++_recentCount > KeptChunks)
                (_recent, _recentCount) = (_recent.Dequeue(), _recentCount - 1);
            foreach (var listener in _listeners)
                listener.Writer.TryWrite(chunk);
        }
    }

    public void End()
    {
        lock (_changes)
        {
            _ended = true;
            foreach (var listener in _listeners)
                listener.Writer.TryComplete();
        }
    }

    /// <summary>The stream from two seconds ago until its end.</summary>
    /// <exception cref="FaultException">mp3.full.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ListenAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var listener = Enter();
        try
        {
            await foreach (var chunk in listener.Reader.ReadAllAsync(ct))
                yield return chunk;
        }
        finally
        {
            lock (_changes)
                _listeners = _listeners.Remove(listener);
        }
    }

    private Channel<ReadOnlyMemory<byte>> Enter()
    {
        var listener = Channel.CreateBounded<ReadOnlyMemory<byte>>(
            new BoundedChannelOptions(LateChunks) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_changes)
        {
            if (_listeners.Count >= MostListeners)
                throw Full.AsException();
            foreach (var chunk in _recent)
                listener.Writer.TryWrite(chunk);
            if (_ended)
                listener.Writer.TryComplete();
            _listeners = _listeners.Add(listener);
        }
        return listener;
    }
}

/// <summary>The MP3 streams that run now.</summary>
internal sealed class Mp3Streams
{
    private readonly ConcurrentDictionary<TalkId, Mp3Stream> _streams = new();

    public Mp3Stream Open(TalkId talk) => _streams.GetOrAdd(talk, _ => new Mp3Stream());

    public Mp3Stream? Find(TalkId talk) => _streams.GetValueOrDefault(talk);

    /// <summary>The talk is over: its listeners' streams end.</summary>
    public void Forget(TalkId talk)
    {
        if (_streams.TryRemove(talk, out var stream))
            stream.End();
    }
}
