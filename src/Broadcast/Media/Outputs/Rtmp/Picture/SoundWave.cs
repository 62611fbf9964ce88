namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>Draws how loud it was in the last eight seconds, a bar for each picture, over the bottom of the card. Not thread-safe.</summary>
internal sealed class SoundWave
{
    private const int Bars = 96;
    private const int BarStep = 12;
    private const int BarWidth = 8;
    private const int Left = (PictureFormat.Width - (Bars * BarStep)) / 2;
    private const int Middle = PictureFormat.WaveTop + 60;
    private const int Most = 52;
    private const double Quietest = -54; // dBFS
    private const byte Bright = 168;

    private readonly byte[] _heights = new byte[Bars];
    private int _newest;
    private float _peak;

    /// <summary>Hears what belongs to the picture that is drawn next.</summary>
    public void Hear(ReadOnlySpan<float> samples)
    {
        foreach (var sample in samples)
            _peak = Math.Max(_peak, Math.Abs(sample));
    }

    /// <summary>Draws on a picture whose stripe is as the card has it.</summary>
    public void Draw(Span<byte> picture)
    {
        _newest = (_newest + 1) % Bars;
        _heights[_newest] = HeightOf(_peak);
        _peak = 0;
        for (var bar = 0; bar < Bars; bar++)
        {
            var height = Math.Max(2, (int)_heights[(_newest + 1 + bar) % Bars]);
            for (var y = Middle - height; y < Middle + height; y++)
                picture.Slice((y * PictureFormat.Width) + Left + (bar * BarStep), BarWidth).Fill(Bright);
        }
    }

    /// <summary>Puts the card's stripe back.</summary>
    public static void Wipe(ReadOnlySpan<byte> card, Span<byte> picture)
    {
        var (from, length) = ((Middle - Most) * PictureFormat.Width, 2 * Most * PictureFormat.Width);
        card.Slice(from, length).CopyTo(picture[from..]);
    }

    private static byte HeightOf(float peak)
    {
        var decibels = 20 * Math.Log10(peak + 1e-9);
        return (byte)Math.Clamp((decibels - Quietest) / -Quietest * Most, 0, Most);
    }
}
