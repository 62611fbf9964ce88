using System.Collections.Concurrent;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>Files that never change, kept in memory up to a bound; the one that came first goes first.</summary>
internal sealed class FileShelf(long bound)
{
    private const int Largest = 4 << 20;

    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _order = new();
    private long _bytes;

    /// <summary>The bytes of a file.</summary>
    /// <param name="name">By which it is asked for.</param>
    public byte[]? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>Reads a file and keeps it.</summary>
    /// <returns>Its bytes; null when there is no such file.</returns>
    public async Task<byte[]?> ReadAsync(string name, string path, CancellationToken ct)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length > Largest)
            return null;
        var bytes = await File.ReadAllBytesAsync(path, ct);
        if (_files.TryAdd(name, bytes))
        {
            _order.Enqueue(name);
            Interlocked.Add(ref _bytes, bytes.Length);
            while (Volatile.Read(ref _bytes) > bound && _order.TryDequeue(out var oldest))
                Remove(oldest);
            if (!File.Exists(path))
                Remove(name); // it was deleted meanwhile
        }
        return bytes;
    }

    /// <summary>Forgets all: some of it is not to be had any more.</summary>
    public void Clear()
    {
        while (_order.TryDequeue(out var name))
            Remove(name);
    }

    private void Remove(string name)
    {
        if (_files.TryRemove(name, out var bytes))
            Interlocked.Add(ref _bytes, -bytes.Length);
    }
}
