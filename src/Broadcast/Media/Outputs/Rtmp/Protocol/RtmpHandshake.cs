using System.Security.Cryptography;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;

/// <summary>The simple handshake (RTMP 1.0, section 5.2): version 3, random bytes, and each other's bytes back.</summary>
internal static class RtmpHandshake
{
    private const byte Version = 3;
    private const int Length = 1536;
    private const int Random = 8; // behind a time and zeroes

    /// <exception cref="InvalidDataException">The other side does not speak RTMP.</exception>
    public static async Task ShakeAsync(Stream stream, CancellationToken ct)
    {
        var ours = new byte[1 + Length];
        ours[0] = Version;
        RandomNumberGenerator.Fill(ours.AsSpan(1 + Random));
        await stream.WriteAsync(ours, ct);

        var theirs = new byte[1 + Length];
        await stream.ReadExactlyAsync(theirs.AsMemory(0, 1), ct);
        if (theirs[0] != Version)
            throw new InvalidDataException("This server does not speak RTMP.");
        await stream.ReadExactlyAsync(theirs.AsMemory(1), ct);
        await stream.WriteAsync(theirs.AsMemory(1), ct);
        await stream.ReadExactlyAsync(theirs.AsMemory(1), ct); // some send back other bytes than ours
    }
}
