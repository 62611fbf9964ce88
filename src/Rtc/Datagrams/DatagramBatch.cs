using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Datagrams;

/// <summary>Room for the datagrams that one system call receives. Belongs to one thread.</summary>
internal sealed unsafe class DatagramBatch
{
    private readonly int _capacity;
    private readonly int _slotLength;

    // Pinned for good: the kernel writes into them.
    private readonly byte[] _buffer;
    private readonly NativeSocketAddress[] _addresses;
    private readonly Libc.IoVector[] _vectors;
    private readonly Libc.BatchedMessage[] _messages;

    /// <summary>Makes room.</summary>
    /// <param name="capacity">How many datagrams one call takes; what is left waits in the socket for the next.</param>
    /// <param name="longest">Of how many bytes each may be; longer ones are cut, and then are not genuine.</param>
    public DatagramBatch(int capacity, int longest)
    {
        (_capacity, _slotLength) = (capacity, longest);
        _buffer = GC.AllocateUninitializedArray<byte>(capacity * longest, pinned: true);
        _addresses = GC.AllocateArray<NativeSocketAddress>(capacity, pinned: true);
        _vectors = GC.AllocateArray<Libc.IoVector>(capacity, pinned: true);
        _messages = GC.AllocateArray<Libc.BatchedMessage>(capacity, pinned: true);

        var buffer = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_buffer));
        var addresses = (NativeSocketAddress*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_addresses));
        var vectors = (Libc.IoVector*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_vectors));
        for (var i = 0; i < capacity; i++)
        {
            _vectors[i] = new Libc.IoVector { Base = buffer + i * longest, Length = (nuint)longest };
            _messages[i].Message = new Libc.Message { Name = addresses + i, Vectors = vectors + i, VectorCount = 1 };
        }
    }

    /// <summary>How many datagrams the last call received.</summary>
    public int Count { get; private set; }

    public Span<byte> this[int index] => _buffer.AsSpan(index * _slotLength, (int)_messages[index].Length);

    public TransportAddress From(int index) => TransportAddress.From(_addresses[index]);

    /// <summary>
    /// Waits for datagrams; false when none came within the socket's time limit or the socket failed.
    /// </summary>
    public bool Receive(SafeHandle socket) => Receive(socket, Libc.MessageWaitForOne);

    /// <summary>Takes what is there without waiting; false when there is nothing.</summary>
    public bool TryReceive(SafeHandle socket) => Receive(socket, Libc.MessageDontWait);

    private bool Receive(SafeHandle socket, int flags)
    {
        for (var i = 0; i < _capacity; i++)
            _messages[i].Message.NameLength = NativeSocketAddress.LengthV6;

        fixed (Libc.BatchedMessage* messages = _messages)
            Count = Math.Max(0, Libc.recvmmsg(socket, messages, (uint)_capacity, flags, null));
        return Count > 0;
    }
}
