using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>400 Hz at -20 dBFS, as the telephones of North America encode it.</summary>
internal static class MuLawTone
{
    public static byte[] OneSecond()
    {
        const int Rate = 8_000;
        var payload = new byte[Rate];
        using var encoder = AudioCodecs.CreateEncoder(AudioCodec.Pcmu);
        encoder.Encode([.. Enumerable.Range(0, Rate).Select(i => 0.1f * MathF.Sin(2 * MathF.PI * 400 * i / Rate))], payload);
        return payload;
    }
}
