using System.Text;

namespace TalksPlatform.TestKit.Peers;

/// <summary>Texts with their length before them, such as "5:hello," (D. J. Bernstein's netstrings).</summary>
public static class NetStrings
{
    /// <summary>Reads the next one.</summary>
    /// <exception cref="EndOfStreamException">The stream ended before it did.</exception>
    public static async Task<string> ReadAsync(Stream stream, CancellationToken ct)
    {
        var one = new byte[1];
        var length = 0;
        while (true)
        {
            await stream.ReadExactlyAsync(one, ct);
            if (one[0] == ':')
                break;
            length = one[0] is >= (byte)'0' and <= (byte)'9' ? (length * 10) + one[0] - '0' : throw new InvalidDataException("That is no length.");
        }

        var text = new byte[length + 1];
        await stream.ReadExactlyAsync(text, ct);
        return Encoding.UTF8.GetString(text, 0, length);
    }
}
