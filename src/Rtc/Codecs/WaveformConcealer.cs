namespace TalksPlatform.Rtc.Codecs;

/// <summary>
/// Hides lost packets of codecs that cannot, in the manner of ITU-T G.711 Appendix I: repeats the last pitch period, its end
/// blended into its beginning so that no seam buzzes, fades out from 10 to 60 ms, and blends back into the voice.
/// </summary>
internal sealed class WaveformConcealer(int sampleRate)
{
    private const int LeastLagHz = 200; // a higher voice repeats itself also at a multiple of its period
    private const int MostLagHz = 66;
    private readonly float[] _history = new float[sampleRate / 20]; // 50 ms
    private readonly float[] _cycle = new float[(sampleRate / MostLagHz) + 1];
    private readonly int _window = sampleRate / 50;
    private readonly int _unfaded = sampleRate / 100;
    private readonly float _fadePerSample = 1f / (sampleRate * 0.05f);

    private int _period;
    private int _madeUp;
    private bool _concealing;

    /// <summary>Notes what was decoded; after a loss its first quarter of a period is blended with what was made up.</summary>
    public void Follow(Span<float> decoded)
    {
        if (_concealing)
        {
            var length = Math.Min(_period / 4, decoded.Length);
            for (var i = 0; i < length; i++)
                decoded[i] = Mix(NextMadeUp(), decoded[i], i, length);
            _concealing = false;
        }

        Remember(decoded);
    }

    /// <summary>Makes up the next samples.</summary>
    public void Conceal(Span<float> pcm)
    {
        if (!_concealing)
            Begin();
        foreach (ref var sample in pcm)
            sample = NextMadeUp();
    }

    private void Begin()
    {
        _concealing = true;
        _madeUp = 0;
        _period = PitchPeriod.Find(_history, sampleRate / LeastLagHz, sampleRate / MostLagHz, _window);
        _history.AsSpan(_history.Length - _period).CopyTo(_cycle);

        // The cycle's last quarter turns into what came before the cycle's first sample.
        var quarter = _period / 4;
        var before = _history.AsSpan(_history.Length - _period - quarter, quarter);
        for (var i = 0; i < quarter; i++)
            _cycle[_period - quarter + i] = Mix(_cycle[_period - quarter + i], before[i], i, quarter);
    }

    private float NextMadeUp()
    {
        var sample = _cycle[_madeUp % _period];

        // The last sound mirrored in time leads over from its very last sample.
        var quarter = _period / 4;
        if (_madeUp < quarter)
            sample = Mix(_history[^(_madeUp + 1)], sample, _madeUp, quarter);

        var gain = 1 - (Math.Max(_madeUp - _unfaded, 0) * _fadePerSample);
        _madeUp++;
        return sample * Math.Max(gain, 0);
    }

    /// <summary>From one to the other, a step of so many.</summary>
    private static float Mix(float from, float to, int step, int steps)
    {
        var share = (step + 1f) / (steps + 1);
        return from + ((to - from) * share);
    }

    private void Remember(ReadOnlySpan<float> decoded)
    {
        if (decoded.Length >= _history.Length)
        {
            decoded[^_history.Length..].CopyTo(_history);
            return;
        }

        _history.AsSpan(decoded.Length).CopyTo(_history);
        decoded.CopyTo(_history.AsSpan(_history.Length - decoded.Length));
    }
}
