using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>Writes the server's records (SignalR's JSON protocol), each as one WebSocket frame.</summary>
internal static class RecordWriter
{
    public const byte Separator = 0x1e;

    private const int LongestHeader = 10;
    private const int MostKept = 64 * 1024;
    private const byte FinalText = 0x80 | FrameHeader.Text;

    /// <summary>"The handshake is done."</summary>
    public static readonly byte[] Welcome = Frame("{}\u001e"u8);

    /// <summary>"I am still here."</summary>
    public static readonly byte[] Ping = Frame("""{"type":6}"""u8, Separator);

    /// <summary>"The server stops: come back."</summary>
    public static readonly byte[] ComeBack = [.. Frame("""{"type":7,"allowReconnect":true}"""u8, Separator), .. Closing(1001)];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? json;

    /// <summary>The closing frame (RFC 6455, section 5.5.1).</summary>
    public static byte[] Closing(ushort status) => [0x80 | FrameHeader.Close, 2, (byte)(status >> 8), (byte)status];

    /// <summary>"This connection cannot go on", and the closing frame.</summary>
    public static byte[] Broken(string reason) =>
        [.. Frame(JsonSerializer.SerializeToUtf8Bytes(new { type = HubCall.Close, error = $"Connection closed with an error. {reason}" }), Separator), .. Closing(1002)];

    /// <summary>What a client's handshake is refused with, or null.</summary>
    public static byte[]? Objection(ReadOnlySpan<byte> handshake)
    {
        var asked = JsonSerializer.Deserialize<Handshake>(handshake, JsonSerializerOptions.Web);
        var error = asked switch
        {
            { Protocol: "json", Version: 1 } => null,
            { Protocol: "json" } => $"The server does not support version {asked.Version} of the 'json' protocol.",
            _ => $"The protocol '{asked?.Protocol}' is not supported.",
        };
        return error is null ? null : Frame(JsonSerializer.SerializeToUtf8Bytes(new { error }), Separator);
    }

    /// <summary>Has the answer of a call written.</summary>
    public static void Answer(string id, object? result, JsonSerializerOptions options, SocketOutput output)
    {
        var writer = Begin(id);
        if (result is not null)
        {
            writer.WritePropertyName("result"u8);
            JsonSerializer.Serialize(writer, result, result.GetType(), options);
        }
        End(writer, output);
    }

    /// <summary>Has the refusal of a call written.</summary>
    public static void Refuse(string id, string error, SocketOutput output)
    {
        var writer = Begin(id);
        writer.WriteString("error"u8, error);
        End(writer, output);
    }

    private static Utf8JsonWriter Begin(string id)
    {
        buffer ??= new ArrayBufferWriter<byte>(4 * 1024);
        buffer.ResetWrittenCount();
        buffer.GetSpan(LongestHeader);
        buffer.Advance(LongestHeader);
        json ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = BroadcastJson.Hub.Encoder });
        json.Reset(buffer);
        json.WriteStartObject();
        json.WriteNumber("type"u8, 3);
        json.WriteString("invocationId"u8, id);
        return json;
    }

    private static void End(Utf8JsonWriter writer, SocketOutput output)
    {
        writer.WriteEndObject();
        writer.Flush();
        var mine = buffer!; // this thread's own: nobody else holds what was written
        mine.Write([Separator]);
        var written = MemoryMarshal.AsMemory(mine.WrittenMemory).Span;
        var start = LongestHeader - PutHeader(written[..LongestHeader], written.Length - LongestHeader);
        output.TryWrite(written[start..]);
        if (mine.Capacity > MostKept)
            (buffer, json) = (null, null);
    }

    /// <summary>Puts a header of this length before its payload.</summary>
    /// <returns>Its size.</returns>
    private static int PutHeader(Span<byte> room, int length)
    {
        var size = length switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };
        var header = room[^size..];
        header[0] = FinalText;
        switch (size)
        {
            case 2:
                header[1] = (byte)length;
                break;
            case 4:
                header[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                break;
            default:
                header[1] = 127;
                BinaryPrimitives.WriteInt64BigEndian(header[2..], length);
                break;
        }
        return size;
    }

    /// <summary>Text as one frame, unmasked as servers send it.</summary>
    public static byte[] Frame(params ReadOnlySpan<byte> text)
    {
        Span<byte> room = stackalloc byte[LongestHeader];
        var size = PutHeader(room, text.Length);
        var frame = new byte[size + text.Length];
        room[^size..].CopyTo(frame);
        text.CopyTo(frame.AsSpan(size));
        return frame;
    }

    private static byte[] Frame(ReadOnlySpan<byte> text, byte end) => Frame([.. text, end]);

    private sealed record Handshake(string? Protocol, int Version);
}
