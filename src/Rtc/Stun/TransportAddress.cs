using System.Buffers.Binary;
using System.Net;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Stun;

/// <summary>
/// An IP address and a port as a value: comparable and hashable without allocation, for each packet's way to its peer.
/// IPv4 is kept as IPv6-mapped, so one peer has one address on single and dual-stack sockets.
/// </summary>
/// <param name="High">The upper half of the IPv6 address, in host order.</param>
/// <param name="Low">The lower half.</param>
/// <param name="Port">The port.</param>
/// <param name="Connection">The number of a TCP connection of ours, the only way to this address; 0 for UDP.</param>
internal readonly record struct TransportAddress(ulong High, ulong Low, ushort Port, int Connection = 0)
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    public bool IsV4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>Whether it is the far end of a TCP connection.</summary>
    public bool IsTcp => Connection != 0;

    /// <summary>The IP address alone, whatever the port and the way to it.</summary>
    public TransportAddress Host => this with { Port = 0, Connection = 0 };

    /// <summary>The IPv4 address in host order; only where <see cref="IsV4"/>.</summary>
    public uint V4 => (uint)Low;

    public static TransportAddress From(IPEndPoint endPoint)
    {
        Span<byte> bytes = stackalloc byte[16];
        endPoint.Address.MapToIPv6().TryWriteBytes(bytes, out _);
        return new TransportAddress(
            BinaryPrimitives.ReadUInt64BigEndian(bytes),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            (ushort)endPoint.Port);
    }

    public static TransportAddress FromV4(uint address, ushort port) => new(0, MappedPrefix | address, port);

    public static TransportAddress From(NativeSocketAddress native)
    {
        var port = BinaryPrimitives.ReverseEndianness(native.Port);
        return native.Family == Libc.AddressFamilyInet
            ? FromV4(BinaryPrimitives.ReverseEndianness(native.AddressV4), port)
            : new TransportAddress(
                BinaryPrimitives.ReverseEndianness(native.AddressV6High),
                BinaryPrimitives.ReverseEndianness(native.AddressV6Low),
                port);
    }

    /// <summary>As the kernel wants it on an IPv6 (dual-stack) or an IPv4 socket.</summary>
    public NativeSocketAddress ToNative(bool v6Socket) => v6Socket
        ? new NativeSocketAddress
        {
            Family = Libc.AddressFamilyInet6,
            Port = BinaryPrimitives.ReverseEndianness(Port),
            AddressV6High = BinaryPrimitives.ReverseEndianness(High),
            AddressV6Low = BinaryPrimitives.ReverseEndianness(Low),
        }
        : new NativeSocketAddress
        {
            Family = Libc.AddressFamilyInet,
            Port = BinaryPrimitives.ReverseEndianness(Port),
            AddressV4 = BinaryPrimitives.ReverseEndianness(V4),
        };

    public IPEndPoint ToIPEndPoint()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return new IPEndPoint(IsV4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes), Port);
    }

    public override string ToString() => IsTcp ? $"{ToIPEndPoint()}/tcp" : ToIPEndPoint().ToString();
}
