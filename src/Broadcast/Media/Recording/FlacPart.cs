using TalksPlatform.Foundation.Flac;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>One part of a track while it is written: a FLAC file that can be heard up to its last whole block at any time.</summary>
internal sealed class FlacPart : IDisposable
{
    private readonly FileStream _file;
    private readonly FlacWriter _writer;
    private readonly short[] _pcm = new short[AudioFrame.Length];
    private long _committedBytes;

    private FlacPart(FileStream file)
    {
        _file = file;
        _writer = new FlacWriter(file, AudioFrame.SampleRate);
    }

    public string Path => _file.Name;

    /// <summary>Samples that are out of our hands: with the operating system, and on the disk if it was asked for.</summary>
    public long Committed { get; private set; }

    /// <summary>What it has been given.</summary>
    public SoundSum Sum { get; private set; }

    /// <summary>Creates an empty file; there must be none of that name.</summary>
    public static FlacPart Create(string path)
    {
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            return new FlacPart(file);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public void Append(ReadOnlySpan<float> samples)
    {
        Pcm16.Write(samples, _pcm.AsSpan());
        Sum = Sum.Plus(_pcm);
        _writer.Append(_pcm);
    }

    /// <summary>Answers for the whole blocks so far.</summary>
    /// <param name="onDisk">Whether they must outlive a loss of power, and not only of this process.</param>
    public void Commit(bool onDisk)
    {
        if (onDisk)
            _file.Flush(flushToDisk: true);
        (Committed, _committedBytes) = (_writer.Written, _file.Length);
    }

    /// <summary>Writes what waits for a whole block, and lets the header tell of all.</summary>
    public void Finish() => _writer.Finish();

    /// <summary>Takes back what came after the last commit, e.g. half of what the disk had no room for.</summary>
    public void Cut() => _file.SetLength(_committedBytes);

    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }
}
