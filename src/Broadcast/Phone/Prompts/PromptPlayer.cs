using TalksPlatform.Broadcast.Media;

namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>
/// Says prompts to one caller in the place of the programme, until they are said or something else is to be said. One
/// thread at a time says; one thread at a time takes the sound, and allocates nothing.
/// </summary>
internal sealed class PromptPlayer
{
    private volatile Saying? _saying;

    /// <summary>All that was to be said is said. On the thread of the sound, so quick.</summary>
    public event Action? AllSaid;

    /// <summary>She hears something that nobody else does.</summary>
    public bool IsSaying => _saying is not null;

    /// <summary>
    /// Says these in the place of what is being said; none stops it. Each is loaded while the one before is being said, at
    /// the earliest, and none any more once something else is to be said.
    /// </summary>
    /// <param name="load">48 kHz; it does not fail, and may take its time, in which she hears nothing.</param>
    public void Say(IReadOnlyList<Prompt> prompts, Func<Prompt, Task<ReadOnlyMemory<short>>> load)
    {
        if (prompts.Count == 0)
        {
            _saying = null;
            AllSaid?.Invoke();
            return;
        }
        var saying = new Saying(prompts.Count);
        _saying = saying;
        _ = LoadAsync(saying, prompts, load);
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

    private async Task LoadAsync(Saying saying, IReadOnlyList<Prompt> prompts, Func<Prompt, Task<ReadOnlyMemory<short>>> load)
    {
        foreach (var prompt in prompts)
        {
            if (_saying != saying)
                return;
            saying.Add(await load(prompt));
        }
    }

    /// <summary>Some sounds, one after the other, and how far they are. One thread adds, one takes.</summary>
    private sealed class Saying(int sounds)
    {
        private readonly ReadOnlyMemory<short>[] _sounds = new ReadOnlyMemory<short>[sounds];
        private volatile int _loaded;
        private int _sound;
        private int _position;

        public bool IsOver => _sound == _sounds.Length;

        public void Add(ReadOnlyMemory<short> sound)
        {
            _sounds[_loaded] = sound;
            _loaded++;
        }

        public void Take(Span<float> output)
        {
            while (!output.IsEmpty && _sound < _loaded)
            {
                var left = _sounds[_sound].Span[_position..];
                var taken = Math.Min(left.Length, output.Length);
                for (var i = 0; i < taken; i++)
                    output[i] = left[i] / 32768f;
                output = output[taken..];
                _position += taken;
                if (taken == left.Length)
                    (_sound, _position) = (_sound + 1, 0);
            }
            output.Clear();
        }
    }
}
