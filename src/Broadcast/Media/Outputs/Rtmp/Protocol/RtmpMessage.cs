namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;

/// <summary>A message of RTMP.</summary>
/// <param name="Type">What it is (RTMP 1.0, sections 5.4 and 7.1).</param>
/// <param name="Stream">The message stream that it belongs to; 0 is the connection itself.</param>
/// <param name="Milliseconds">Since the stream's start.</param>
internal sealed record RtmpMessage(byte Type, uint Stream, long Milliseconds, byte[] Body)
{
    public const byte SetChunkSize = 1;
    public const byte Abort = 2;
    public const byte Acknowledgement = 3;
    public const byte UserControl = 4;
    public const byte WindowSize = 5;
    public const byte Data = 18;
    public const byte Command = 20;
}
