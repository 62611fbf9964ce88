using TalksPlatform.Broadcast.Media;

namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>
/// Says prompts to one caller in the place of the programme, until they are said or something else is to be said. Any
/// thread says; one thread at a time takes the sound, and allocates nothing.
/// </summary>
internal sealed class PromptPlayer
{
    private volatile Saying? _saying;

    /// <summary>All that was to be said is said. On the thread of the sound, so quick.</summary>
    public event Action? AllSaid;

    /// <summary>She hears something that nobody else does.</summary>
    public bool IsSaying => _saying is not null;

    /// <summary>Says these in the place of what is being said; none stops it.</summary>
    /// <param name="sounds">48 kHz each.</param>
    public void Say(IReadOnlyList<ReadOnlyMemory<short>> sounds)
    {
        var saying = new Saying(sounds);
        if (saying.IsOver)
        {
            _saying = null;
            AllSaid?.Invoke();
            return;
        }
        _saying = saying;
    }

    /// <summary>The next 20 ms of what she hears: of a prompt when one is being said, else of the programme.</summary>
    public void Take(ReadOnlySpan<float> programme, Span<float> output)
    {
        if (_saying is not { } saying)
        {
            programme.CopyTo(output);
            return;
        }
        saying.Take(output);
        if (saying.IsOver && Interlocked.CompareExchange(ref _saying!, null, saying) == saying)
            AllSaid?.Invoke();
    }

    /// <summary>Some sounds, one after the other, and how far they are.</summary>
    private sealed class Saying(IReadOnlyList<ReadOnlyMemory<short>> sounds)
    {
        private int _sound = NextOf(sounds, 0);
        private int _position;

        public bool IsOver => _sound >= sounds.Count;

        public void Take(Span<float> output)
        {
            while (!output.IsEmpty && !IsOver)
            {
                var left = sounds[_sound].Span[_position..];
                var taken = Math.Min(left.Length, output.Length);
                for (var i = 0; i < taken; i++)
                    output[i] = left[i] / 32768f;
                output = output[taken..];
                _position += taken;
                if (taken == left.Length)
                    (_sound, _position) = (NextOf(sounds, _sound + 1), 0);
            }
            output.Clear();
        }

        private static int NextOf(IReadOnlyList<ReadOnlyMemory<short>> sounds, int from)
        {
            while (from < sounds.Count && sounds[from].IsEmpty)
                from++;
            return from;
        }
    }
}
