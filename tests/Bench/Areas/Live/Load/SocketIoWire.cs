namespace TalksPlatform.Bench.Areas.Live;

/// <summary>What a client of socket.io writes over its WebSocket, and how it knows what it is told (Engine.IO 4).</summary>
internal static class SocketIoWire
{
    public const string Path = "/socket.io/?EIO=4&transport=websocket";

    public static readonly byte[] Pong = HubWire.Frame("3"u8);

    public static byte[] Connect(string token) => HubWire.Frame(System.Text.Encoding.UTF8.GetBytes($$"""40{"token":"{{token}}"}"""));

    public static bool IsOpen(ReadOnlySpan<byte> packet) => packet.StartsWith("0"u8);

    public static bool IsPing(ReadOnlySpan<byte> packet) => packet.SequenceEqual("2"u8);

    public static bool IsRefusal(ReadOnlySpan<byte> packet) => packet.StartsWith("44"u8);

    /// <summary>The room as it is: the first message after coming in.</summary>
    public static bool IsRoom(ReadOnlySpan<byte> packet) => packet.StartsWith("42[\"room\""u8);
}
