using System.Numerics;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>G.711's two companding laws (ITU-T G.711) between 16-bit samples and 8-bit code words.</summary>
internal static class G711
{
    private const int MuLawBias = 0x84;
    private const int MuLawClip = 32_635;
    private const int ALawInversion = 0x55;
    private const int Sign = 0x80;

    /// <summary>The sample, full scale ±1, of each µ-law code word.</summary>
    public static readonly float[] MuLaw = Table(DecodeMuLaw);

    /// <summary>The sample, full scale ±1, of each A-law code word.</summary>
    public static readonly float[] ALaw = Table(DecodeALaw);

    /// <summary>The code word nearest to a sample.</summary>
    public static byte EncodeMuLaw(short sample)
    {
        var magnitude = Math.Min(Math.Abs((int)sample), MuLawClip) + MuLawBias;
        var segment = BitOperations.Log2((uint)magnitude) - 7;
        var step = magnitude >> (segment + 3) & 0x0F;
        return (byte)~((sample < 0 ? Sign : 0) | segment << 4 | step);
    }

    /// <summary>The code word nearest to a sample.</summary>
    public static byte EncodeALaw(short sample)
    {
        var magnitude = sample < 0 ? ~sample : sample;
        var segment = Math.Max(BitOperations.Log2((uint)magnitude | 1) - 7, 0);
        var step = magnitude >> Math.Max(segment + 3, 4) & 0x0F;
        return (byte)(((sample < 0 ? 0 : Sign) | segment << 4 | step) ^ ALawInversion);
    }

    /// <summary>The middle of a code word's interval.</summary>
    public static short DecodeMuLaw(byte code)
    {
        var bits = ~code;
        var magnitude = (((bits & 0x0F) << 3) + MuLawBias << (bits >> 4 & 7)) - MuLawBias;
        return (short)((bits & Sign) != 0 ? -magnitude : magnitude);
    }

    /// <summary>The middle of a code word's interval.</summary>
    public static short DecodeALaw(byte code)
    {
        var bits = code ^ ALawInversion;
        var segment = bits >> 4 & 7;
        var step = (bits & 0x0F) << 4;
        var magnitude = segment == 0 ? step + 8 : step + 0x108 << (segment - 1);
        return (short)((bits & Sign) != 0 ? magnitude : -magnitude);
    }

    private static float[] Table(Func<byte, short> decode) =>
        [.. Enumerable.Range(0, 256).Select(code => decode((byte)code) / 32_768f)];
}
