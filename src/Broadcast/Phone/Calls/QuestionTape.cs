using TalksPlatform.Broadcast.Media;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>
/// What a caller says of her question, in memory until she sends it: at most a minute. The thread of the sound writes, and
/// neither waits nor allocates nor wakes anybody; everybody else looks whether it has ended, and reads then.
/// </summary>
internal sealed class QuestionTape
{
    /// <summary>Enough for all that a telephone carries.</summary>
    public const int SampleRate = 16_000;

    private const int Seconds = 60;
    private const int KeySamples = SampleRate / 5; // the tone of the key that ended it
    private const int FewestSamples = SampleRate / 2;
    private const double Audible = 0.003; // -50 dBFS

    private readonly Resampler _resampler = Resampler.Create(AudioFrame.SampleRate, SampleRate);
    private readonly float[] _block = new float[(AudioFrame.Length * SampleRate / AudioFrame.SampleRate) + 1];
    private readonly short[] _samples = new short[SampleRate * Seconds];
    private volatile int _length;
    private volatile bool _ended;

    /// <summary>It was not ended, and can take more.</summary>
    public bool IsRunning => !_ended;

    /// <summary>What was said, at <see cref="SampleRate"/>.</summary>
    public ReadOnlyMemory<short> Samples => _samples.AsMemory(0, _length);

    /// <summary>Something can be heard in it.</summary>
    public bool HasVoice => _length >= FewestSamples && Loudest() > Audible;

    /// <summary>One frame of her voice.</summary>
    public void Write(ReadOnlySpan<float> frame)
    {
        if (_ended)
            return;
        var block = _block.AsSpan(0, _resampler.Convert(frame, _block));
        var length = _length;
        block = block[..Math.Min(block.Length, _samples.Length - length)];
        Pcm16.Write(block, _samples.AsSpan(length));
        _length = length + block.Length;
        _ended = _length == _samples.Length;
    }

    /// <summary>Nothing more is taken. A key's tone, which may stand at its end, is cut off.</summary>
    public void End()
    {
        if (_ended)
            return;
        _ended = true;
        _length = Math.Max(0, _length - KeySamples);
    }

    /// <summary>What was said, as a caller hears it: at 48 kHz.</summary>
    public ReadOnlyMemory<short> ForTheEar()
    {
        var resampler = Resampler.Create(SampleRate, AudioFrame.SampleRate);
        var input = Array.ConvertAll(_samples[.._length], sample => sample / 32768f);
        var output = new float[(input.Length * (AudioFrame.SampleRate / SampleRate)) + AudioFrame.Length];
        var samples = new short[resampler.Convert(input, output)];
        Pcm16.Write(output.AsSpan(0, samples.Length), samples);
        return samples;
    }

    /// <summary>The level of the loudest tenth of a second.</summary>
    private double Loudest()
    {
        var loudest = 0d;
        for (var from = 0; from + (SampleRate / 10) <= _length; from += SampleRate / 10)
        {
            var sum = 0d;
            foreach (var sample in _samples.AsSpan(from, SampleRate / 10))
                sum += sample / 32768d * (sample / 32768d);
            loudest = Math.Max(loudest, Math.Sqrt(sum / (SampleRate / 10)));
        }
        return loudest;
    }
}
