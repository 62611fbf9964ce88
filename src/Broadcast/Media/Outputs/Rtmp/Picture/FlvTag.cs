using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>A piece of an FLV stream, which is just what an RTMP message bears.</summary>
/// <param name="Type">8 sound, 9 picture, 18 data.</param>
/// <param name="Milliseconds">Since the stream's start.</param>
internal sealed record FlvTag(byte Type, long Milliseconds, byte[] Body)
{
    public const byte Sound = 8;
    public const byte Picture = 9;
    public const byte Data = 18;
    private const int FileHead = 9 + 4;
    private const int TagHead = 11;
    private const int LongestBody = 4 * 1024 * 1024;

    /// <summary>It tells a decoder what is to come: AVC's or AAC's configuration.</summary>
    public bool IsConfiguration => Body.Length > 1 && Body[1] == 0 && Type is Sound or Picture;

    /// <summary>A picture that needs no other.</summary>
    public bool IsKey => Type == Picture && Body.Length > 1 && Body[0] >> 4 == 1 && Body[1] == 1;

    /// <summary>The tags of a stream, to its end.</summary>
    /// <exception cref="InvalidDataException">This is no FLV.</exception>
    public static async IAsyncEnumerable<FlvTag> ReadAsync(Stream flv, [EnumeratorCancellation] CancellationToken ct)
    {
        var head = new byte[FileHead];
        if (await flv.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) < head.Length)
            yield break;
        if (!head.AsSpan(0, 3).SequenceEqual("FLV"u8))
            throw new InvalidDataException("This is no FLV.");
        while (await flv.ReadAtLeastAsync(head.AsMemory(0, TagHead), TagHead, throwOnEndOfStream: false, ct) == TagHead)
        {
            var length = (int)(BinaryPrimitives.ReadUInt32BigEndian(head) & 0xFFFFFF);
            var low = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4));
            if (length > LongestBody)
                throw new InvalidDataException("This is no FLV.");
            var type = head[0];
            var body = new byte[length];
            await flv.ReadExactlyAsync(body, ct);
            await flv.ReadExactlyAsync(head.AsMemory(0, 4), ct); // the tag's length once more
            yield return new FlvTag(type, (low >> 8) | ((low & 0xFF) << 24), body);
        }
    }
}
