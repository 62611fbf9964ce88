using System.Numerics.Tensors;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>How loud a packet is, as its header says it (RFC 6464): full scale is 0, silence 127.</summary>
/// <param name="MinusDecibels">Below full scale, 0 to 127.</param>
/// <param name="IsVoice">The sender takes it for speech.</param>
public readonly record struct AudioLevel(byte MinusDecibels, bool IsVoice)
{
    private const byte Silence = 127;
    private const byte QuietestVoice = 55;

    /// <summary>Measures a frame (root mean square).</summary>
    public static AudioLevel Of(ReadOnlySpan<float> frame)
    {
        var power = TensorPrimitives.SumOfSquares(frame) / Math.Max(frame.Length, 1);
        var level = power <= 0 ? Silence : (byte)Math.Clamp(Math.Round(-10 * Math.Log10(power)), 0, Silence);
        return new AudioLevel(level, level <= QuietestVoice);
    }

    /// <summary>Reads the extension's byte.</summary>
    public static AudioLevel Read(byte value) => new((byte)(value & 0x7F), (value & 0x80) != 0);

    /// <summary>The extension's byte.</summary>
    public byte ToByte() => (byte)(MinusDecibels | (IsVoice ? 0x80 : 0));
}
