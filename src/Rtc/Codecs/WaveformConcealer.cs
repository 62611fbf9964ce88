namespace TalksPlatform.Rtc.Codecs;

/// <summary>
/// Hides lost packets of codecs that cannot: repeats the last pitch period, fading out over 60 ms, and blends back into
/// the voice (in the manner of G.711 Appendix I).
/// </summary>
internal sealed class WaveformConcealer(int sampleRate)
{
    private const int LeastLagHz = 400;
    private const int MostLagHz = 66;
    private readonly float[] _history = new float[sampleRate / 20]; // 50 ms
    private readonly int _window = sampleRate / 100;
    private readonly int _blend = sampleRate / 200;
    private readonly float _fadePerSample = 1f / (sampleRate * 0.06f);

    private int _period;
    private int _phase;
    private float _gain;
    private bool _concealing;

    /// <summary>Notes what was decoded; after a loss its first 5 ms are blended with what was made up.</summary>
    public void Follow(Span<float> decoded)
    {
        if (_concealing)
        {
            var length = Math.Min(_blend, decoded.Length);
            for (var i = 0; i < length; i++)
            {
                var share = (i + 1f) / (length + 1);
                decoded[i] = (decoded[i] * share) + (NextMadeUp() * (1 - share));
            }

            _concealing = false;
        }

        Remember(decoded);
    }

    /// <summary>Makes up the next samples.</summary>
    public void Conceal(Span<float> pcm)
    {
        if (!_concealing)
        {
            _concealing = true;
            _gain = 1;
            _phase = 0;
            _period = PitchPeriod.Find(_history, sampleRate / LeastLagHz, sampleRate / MostLagHz, _window);
        }

        for (var i = 0; i < pcm.Length; i++)
            pcm[i] = NextMadeUp();
    }

    private float NextMadeUp()
    {
        var sample = _history[_history.Length - _period + _phase] * _gain;
        _phase = (_phase + 1) % _period;
        _gain = Math.Max(_gain - _fadePerSample, 0);
        return sample;
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
