using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Room for the few datagrams that wait at one call's socket. Belongs to one thread.</summary>
internal sealed unsafe class MediaBatch
{
    private const int Capacity = 8; // a telephone sends one each 20 ms; what is left is taken in the next round
    private const int SlotLength = RtpPacket.MaxReceivedLength + SrtpProfile.MaxOverhead; // longer ones are cut, and not genuine

    // Pinned for good: the kernel writes into them.
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Capacity * SlotLength, pinned: true);
    private readonly NativeSocketAddress[] _addresses = GC.AllocateArray<NativeSocketAddress>(Capacity, pinned: true);
    private readonly Libc.IoVector[] _vectors = GC.AllocateArray<Libc.IoVector>(Capacity, pinned: true);
    private readonly Libc.BatchedMessage[] _messages = GC.AllocateArray<Libc.BatchedMessage>(Capacity, pinned: true);

    public MediaBatch()
    {
        var buffer = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_buffer));
        var addresses = (NativeSocketAddress*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_addresses));
        var vectors = (Libc.IoVector*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_vectors));
        for (var i = 0; i < Capacity; i++)
        {
            _vectors[i] = new Libc.IoVector { Base = buffer + (i * SlotLength), Length = SlotLength };
            _messages[i].Message = new Libc.Message { Name = addresses + i, Vectors = vectors + i, VectorCount = 1 };
        }
    }

    /// <summary>How many datagrams the last call received.</summary>
    public int Count { get; private set; }

    /// <summary>Takes what is there without waiting; false when there is nothing.</summary>
    public bool Receive(SafeHandle socket)
    {
        for (var i = 0; i < Capacity; i++)
            _messages[i].Message.NameLength = NativeSocketAddress.LengthV6;

        fixed (Libc.BatchedMessage* messages = _messages)
            Count = Math.Max(0, Libc.recvmmsg(socket, messages, Capacity, Libc.MessageDontWait, null));
        return Count > 0;
    }

    public Span<byte> this[int index] => _buffer.AsSpan(index * SlotLength, (int)_messages[index].Length);

    public TransportAddress From(int index) => TransportAddress.From(_addresses[index]);
}
