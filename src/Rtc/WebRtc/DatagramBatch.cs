using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>Room for the datagrams that one system call receives. Belongs to one thread.</summary>
internal sealed unsafe class DatagramBatch
{
    private const int Capacity = 64;
    private const int SlotLength = 2048; // longer datagrams are cut, and then are not genuine

    // Pinned for good: the kernel writes into them.
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(Capacity * SlotLength, pinned: true);
    private readonly NativeSocketAddress[] _addresses = GC.AllocateArray<NativeSocketAddress>(Capacity, pinned: true);
    private readonly Libc.IoVector[] _vectors = GC.AllocateArray<Libc.IoVector>(Capacity, pinned: true);
    private readonly Libc.BatchedMessage[] _messages = GC.AllocateArray<Libc.BatchedMessage>(Capacity, pinned: true);

    public DatagramBatch()
    {
        var buffer = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_buffer));
        var addresses = (NativeSocketAddress*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_addresses));
        var vectors = (Libc.IoVector*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_vectors));
        for (var i = 0; i < Capacity; i++)
        {
            _vectors[i] = new Libc.IoVector { Base = buffer + i * SlotLength, Length = SlotLength };
            _messages[i].Message = new Libc.Message { Name = addresses + i, Vectors = vectors + i, VectorCount = 1 };
        }
    }

    /// <summary>How many datagrams the last call received.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Waits for datagrams; false when none came within the socket's time limit or the socket failed.
    /// </summary>
    public bool Receive(SafeHandle socket)
    {
        for (var i = 0; i < Capacity; i++)
            _messages[i].Message.NameLength = NativeSocketAddress.LengthV6;

        fixed (Libc.BatchedMessage* messages = _messages)
            Count = Math.Max(0, Libc.recvmmsg(socket, messages, Capacity, Libc.MessageWaitForOne, null));
        return Count > 0;
    }

    public Span<byte> this[int index] => _buffer.AsSpan(index * SlotLength, (int)_messages[index].Length);

    public TransportAddress From(int index) => TransportAddress.From(_addresses[index]);
}
