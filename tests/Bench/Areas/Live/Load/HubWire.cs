using System.Buffers.Binary;
using System.Text;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>What a client of the hub writes: the upgrade, the handshake, invocations, each as bytes for its socket.</summary>
internal static class HubWire
{
    public const byte RecordEnd = 0x1E;

    private const string Handshake = """{"protocol":"json","version":1}""";

    public static readonly byte[] Ping = Frame("""{"type":6}""");

    public static byte[] Upgrade(Ticket ticket) => Encoding.ASCII.GetBytes(
        $"GET {ticket.Path} HTTP/1.1\r\nHost: {ticket.Host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + (ticket.Token is null || ticket.Path == SocketIoWire.Path ? "" : $"Authorization: Bearer {ticket.Token}\r\n") + "\r\n");

    /// <summary>The handshake and, in the same breath as our pages do it, the first call.</summary>
    public static byte[] Join(string talk) => Frame($"{Handshake}\u001e{Invocation("1", "Join", $"\"{talk}\"")}");

    /// <summary>Arguments come as JSON.</summary>
    public static byte[] Invoke(string id, string method, string arguments) => Frame(Invocation(id, method, arguments));

    // A client must mask; the mask is nothing but zeros, so that it costs nothing.
    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        var length = message.Length;
        var header = length < 126 ? 6 : 8;
        var frame = new byte[header + length];
        frame[0] = 0x81;
        frame[1] = (byte)(0x80 | (length < 126 ? length : 126));
        if (length >= 126)
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)length);
        message.CopyTo(frame.AsSpan(header));
        return frame;
    }

    private static string Invocation(string id, string method, string arguments) =>
        $$"""{"type":1,"invocationId":"{{id}}","target":"{{method}}","arguments":[{{arguments}}]}""";

    private static byte[] Frame(string record) => Frame([.. Encoding.UTF8.GetBytes(record), RecordEnd]);
}
