using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Mp3;

/// <summary>
/// A stream with titles in it, for players that asked for them (Icy-MetaData: 1): after each so many bytes of sound a length
/// in units of 16 bytes, and the title if it is another than before.
/// </summary>
internal sealed class IcyBody(Stream body, Func<string> title)
{
    /// <summary>Bytes of sound between two titles, as icy-metaint tells: under three seconds.</summary>
    public const int Interval = 16_000;

    private const int LongestTitle = 400;

    private int _untilTitle = Interval;
    private string? _told;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> sound, CancellationToken ct)
    {
        while (sound.Length >= _untilTitle)
        {
            await body.WriteAsync(sound[.._untilTitle], ct);
            await body.WriteAsync(NextTitle(), ct);
            sound = sound[_untilTitle..];
            _untilTitle = Interval;
        }
        _untilTitle -= sound.Length;
        await body.WriteAsync(sound, ct);
    }

    private byte[] NextTitle()
    {
        var now = title();
        if (now == _told)
            return [0];
        _told = now;

        // Nothing can be quoted in it, and players look for the end of a line.
        var plain = string.Concat(now.Where(sign => !char.IsControl(sign)).Take(LongestTitle)).Replace('\'', '’');
        var text = Encoding.UTF8.GetBytes($"StreamTitle='{plain}';");
        var block = new byte[1 + ((text.Length + 15) / 16 * 16)];
        block[0] = (byte)(block.Length / 16);
        text.CopyTo(block, 1);
        return block;
    }
}
