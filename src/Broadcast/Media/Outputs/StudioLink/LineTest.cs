namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>
/// What a station hears on its line before air: who is on it, and when somebody asks for a test, first a tone of 1 kHz at
/// -18 dBFS with a gap of a quarter of a second every three seconds, by which engineers tell a left or only channel from
/// others (EBU Tech 3304). It is known when it comes back. The foldback's thread alone plays it, the clock's hears; anybody starts it.
/// </summary>
internal sealed class LineTest
{
    public const int Hertz = 1000;

    private const int GapEvery = 3 * AudioFrame.SampleRate;
    private const int Gap = AudioFrame.SampleRate / 4;
    private const int Fade = AudioFrame.SampleRate / 200;
    private const int ToneLength = 12 * AudioFrame.SampleRate;
    private const int LongestWait = 5 * AudioFrame.SampleRate; // for words that are still being made

    private static readonly float Level = Decibels.ToAmplitude(-18f);

    private readonly ToneReturn _return = new();
    private volatile Run? _run;
    private volatile bool _sounds;
    private Run? _heard; // the clock's thread alone

    /// <summary>It is heard now.</summary>
    public bool IsPlaying => _run is not null;

    /// <summary>The far end sent the tone back.</summary>
    public bool CameBack => _return.Came;

    /// <summary>It is another line now, of which nothing is known.</summary>
    public void Forget() => _return.Forget();

    /// <summary>Hears one frame of what comes from the line before air; empty when nothing does.</summary>
    public void Hear(ReadOnlySpan<float> samples)
    {
        var run = _run;
        if (run != _heard && run is { HasTone: true })
            _return.Begin();
        _heard = run;
        _return.Hear(samples, run is not null && _sounds);
    }

    /// <summary>Plays the tone, then the ident: at its place if it is made by then, or within five seconds.</summary>
    public Task StartAsync(Task<short[]> ident) => PlayAsync(new Run(at: 0), ident);

    /// <summary>Says who is on the line.</summary>
    public Task IdentifyAsync(Task<short[]> ident) => PlayAsync(new Run(at: ToneLength), ident);

    public void Stop() => _run = null;

    /// <summary>The next frame of it.</summary>
    public void Play(Span<float> samples)
    {
        samples.Clear();
        var run = _run;
        _sounds = run is { IsInTone: true };
        if (run is not null && !run.Play(samples))
            Interlocked.CompareExchange(ref _run, null, run);
    }

    private async Task PlayAsync(Run run, Task<short[]> ident)
    {
        _run = run;
        run.Take(await ident);
    }

    private sealed class Run(int at)
    {
        private int _at = at;
        private int _waited;
        private volatile short[]? _words;

        /// <summary>It begins with the tone.</summary>
        public bool HasTone { get; } = at < ToneLength;

        /// <summary>The next frame bears the tone, and is not in its gap.</summary>
        public bool IsInTone => _at < ToneLength && _at % GapEvery >= Gap;

        /// <summary>The words are made.</summary>
        public void Take(short[] words) => _words = words;

        /// <summary>Adds to silence; false when nothing is left.</summary>
        public bool Play(Span<float> samples)
        {
            if (_at < ToneLength)
            {
                Tone(samples);
                return true;
            }
            if (_words is not { } words)
                return (_waited += samples.Length) < LongestWait;
            var left = words.AsSpan(Math.Min(_at - ToneLength, words.Length));
            var count = Math.Min(left.Length, samples.Length);
            for (var i = 0; i < count; i++)
                samples[i] = left[i] / 32768f;
            _at += count;
            return left.Length > count;
        }

        private void Tone(Span<float> samples)
        {
            foreach (ref var sample in samples)
            {
                var inTone = (_at % GapEvery) - Gap;
                var loud = Math.Clamp(Math.Min(inTone, GapEvery - Gap - inTone) / (float)Fade, 0f, 1f);
                sample = loud * Level * MathF.Sin(2 * MathF.PI * Hertz * (_at % AudioFrame.SampleRate) / AudioFrame.SampleRate);
                _at++;
            }
        }
    }
}
