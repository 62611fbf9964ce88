namespace TalksPlatform.Rtc.Codecs;

/// <summary>
/// The quiet noise of a line whose far end sends nothing while nobody speaks, as it describes it (RFC 3389), so that the
/// line does not seem dead. Allocates nothing after construction.
/// </summary>
internal sealed class ComfortNoise
{
    private const int MostCoefficients = 16;
    private const int Loudest = 30; // -dBov: what is louder is no background, and from a stranger
    private const float MostReflection = 0.95f; // keeps the filter stable
    private const float Peak = 0.2f; // whatever a hostile filter does

    private readonly float[] _reflections = new float[MostCoefficients];
    private readonly float[] _memory = new float[MostCoefficients + 1];
    private int _order;
    private float _amplitude;
    private uint _random = 1;

    /// <summary>Takes a description: the level in -dBov, then perhaps the reflection coefficients of its spectrum (§3).</summary>
    public void Describe(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
            return;

        _memory.AsSpan().Clear();
        var power = MathF.Pow(10, -Math.Max(payload[0] & 0x7F, Loudest) / 10f);
        _order = Math.Min(payload.Length - 1, MostCoefficients);
        for (var i = 0; i < _order; i++)
        {
            _reflections[i] = Math.Clamp((payload[i + 1] - 127) / 128f, -MostReflection, MostReflection);
            power *= 1 - (_reflections[i] * _reflections[i]); // what the filter adds again
        }

        _amplitude = MathF.Sqrt(3 * power); // uniform noise between ±a has the power a²/3
    }

    /// <summary>Makes so much of it.</summary>
    public void Fill(Span<float> pcm)
    {
        foreach (ref var sample in pcm)
            sample = Math.Clamp(Shape(_amplitude * Uniform()), -Peak, Peak);
    }

    /// <summary>The synthesis lattice of linear prediction.</summary>
    private float Shape(float excitation)
    {
        var forward = excitation;
        for (var i = _order - 1; i >= 0; i--)
        {
            forward -= _reflections[i] * _memory[i];
            _memory[i + 1] = _memory[i] + (_reflections[i] * forward);
        }

        _memory[0] = forward;
        return forward;
    }

    /// <summary>Xorshift: between -1 and 1, good enough to be heard as noise.</summary>
    private float Uniform()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return (_random / (float)uint.MaxValue * 2) - 1;
    }
}
