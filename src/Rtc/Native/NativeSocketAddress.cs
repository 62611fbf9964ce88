using System.Runtime.InteropServices;

namespace TalksPlatform.Rtc.Native;

/// <summary>
/// <c>struct sockaddr_in</c> and <c>sockaddr_in6</c> of Linux in one; all fields but the family in network order.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 28)]
internal struct NativeSocketAddress
{
    public const int LengthV4 = 16;
    public const int LengthV6 = 28;

    [FieldOffset(0)]
    public ushort Family;

    [FieldOffset(2)]
    public ushort Port;

    [FieldOffset(4)]
    public uint AddressV4;

    [FieldOffset(8)]
    public ulong AddressV6High;

    [FieldOffset(16)]
    public ulong AddressV6Low;

    [FieldOffset(24)]
    public uint ScopeId;
}
