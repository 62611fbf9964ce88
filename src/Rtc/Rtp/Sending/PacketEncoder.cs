using System.Diagnostics.CodeAnalysis;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>Cuts a continuous sound into packets of the agreed length and encodes them. One thread at a time.</summary>
internal sealed class PacketEncoder : IDisposable
{
    private readonly EncoderOptions _options;
    private IAudioEncoder? _encoder; // made for the first frame: who is sent what others encoded needs none
    private Resampler? _resampler;
    private float[] _waiting = []; // at the codec's rate
    private int _packetSamples;
    private (int LossPercent, int Bitrate) _tuned;
    private int _count;

    public PacketEncoder(AudioFormat format, EncoderOptions? options)
    {
        Format = format;
        _options = options ?? new EncoderOptions();
        if (format.DiscontinuousTransmission)
            _options = _options with { DiscontinuousTransmission = true };
    }

    public AudioFormat Format { get; }

    /// <summary>Follows what the far end reports, from the second frame on.</summary>
    public void Follow(EncoderTuning tuning)
    {
        var wanted = (tuning.LossPercent, tuning.Bitrate);
        if (_encoder is null || wanted == _tuned)
            return;
        _tuned = wanted;
        _encoder.Adapt(tuning.LossPercent, tuning.Bitrate);
    }

    /// <summary>Adds 20 ms at 48 kHz; then take all packets that are ready.</summary>
    public void Add(ReadOnlySpan<float> frame)
    {
        if (_resampler is null)
            Begin();
        _count += _resampler.Convert(frame, _waiting.AsSpan(_count));
    }

    /// <summary>Encodes a frame for nobody.</summary>
    public void Skip(ReadOnlySpan<float> frame, Span<byte> unsent)
    {
        Add(frame);
        while (TryEncode(unsent, out _))
        {
        }
    }

    /// <summary>Encodes the next packet, when there is sound enough for one.</summary>
    /// <param name="payload">Receives it.</param>
    /// <param name="length">Its bytes; 0 when the codec chose to send nothing (Opus DTX).</param>
    public bool TryEncode(Span<byte> payload, out int length)
    {
        length = 0;
        if (_encoder is null || _count < _packetSamples)
            return false;
        length = _encoder.Encode(_waiting.AsSpan(0, _packetSamples), payload);
        _count -= _packetSamples;
        _waiting.AsSpan(_packetSamples, _count).CopyTo(_waiting);
        return true;
    }

    public void Dispose() => _encoder?.Dispose();

    [MemberNotNull(nameof(_encoder), nameof(_resampler))]
    private void Begin()
    {
        _encoder = AudioCodecs.CreateEncoder(Format.Codec, _options, Format.Channels);
        _resampler = Resampler.Create(VoiceFrame.SampleRate, _encoder.SampleRate);
        _tuned = (_options.ExpectedLossPercent, _options.Bitrate);
        _packetSamples = _encoder.SampleRate * Format.PacketMilliseconds / 1000;
        _waiting = new float[_packetSamples + (_encoder.SampleRate / VoiceFrame.PerSecond) + 1];
    }
}
