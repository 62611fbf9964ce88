using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>The encodings of the clean leg, one for each way in which somebody wants it who adds nothing to it.</summary>
internal sealed class SharedEncodings : IDisposable
{
    private const int KeptTicks = AudioFrame.PerSecond; // nobody takes it for so long: it goes

    private readonly List<Entry> _entries = [];

    /// <summary>How many there are.</summary>
    public int Count => _entries.Count;

    /// <summary>The one that suits a far end, for this tick. A new one has heard what was before it.</summary>
    public SharedEncoding For(AudioSender sender, TickRing before)
    {
        foreach (var entry in _entries)
        {
            if (!entry.Encoding.Suits(sender))
                continue;
            entry.Unused = 0;
            return entry.Encoding;
        }

        var encoding = new SharedEncoding(sender);
        for (var ticks = TickRing.Remembered; ticks > 0; ticks--)
        {
            if (before.Before(ticks) is { } sound)
                encoding.Encode(sound.Clean);
        }
        _entries.Add(new Entry(encoding));
        return encoding;
    }

    /// <summary>Encodes a tick for all of them that somebody takes.</summary>
    public void Encode(ReadOnlySpan<float> clean)
    {
        for (var i = _entries.Count - 1; i >= 0; i--)
        {
            var entry = _entries[i];
            if (entry.Unused++ < KeptTicks)
            {
                entry.Encoding.Encode(clean);
                continue;
            }
            entry.Encoding.Dispose();
            _entries.RemoveAt(i);
        }
    }

    public void Dispose() => _entries.ForEach(entry => entry.Encoding.Dispose());

    private sealed class Entry(SharedEncoding encoding)
    {
        public SharedEncoding Encoding => encoding;

        public int Unused { get; set; }
    }
}
