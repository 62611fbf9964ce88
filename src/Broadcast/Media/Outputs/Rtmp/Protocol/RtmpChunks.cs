using System.Buffers.Binary;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;

/// <summary>
/// Cuts messages into chunks and puts them together again (RTMP 1.0, section 5.3). One may write and another read at a
/// time. What a server may make us keep is bounded.
/// </summary>
internal sealed class RtmpChunks(Stream stream)
{
    private const int OurChunk = 4096;
    private const int LongestMessage = 1024 * 1024;
    private const int MostChunkStreams = 64;
    private const uint LateMark = 0xFFFFFF;

    private readonly Dictionary<int, Incoming> _incoming = [];
    private readonly byte[] _head = new byte[18];
    private int _theirChunk = 128;
    private byte[] _outgoing = new byte[64 * 1024];

    /// <summary>Bytes that were read.</summary>
    public long Received { get; private set; }

    /// <summary>The message that makes the other side expect our chunks; to be written first.</summary>
    public static RtmpMessage ChunkSize => new(RtmpMessage.SetChunkSize, 0, 0, [0, 0, OurChunk >> 8, OurChunk & 0xFF]);

    /// <summary>Writes one message. The first, which sets the size of chunks, fits into one of either size.</summary>
    public async Task WriteAsync(RtmpMessage message, CancellationToken ct) =>
        await stream.WriteAsync(_outgoing.AsMemory(0, Cut(message)), ct);

    /// <summary>The next whole message; null at the end.</summary>
    /// <exception cref="InvalidDataException">This is no RTMP.</exception>
    public async Task<RtmpMessage?> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await ReadChunkAsync(ct) is not { } chunk)
                return null;
            if (!chunk.IsWhole)
                continue;
            var message = chunk.Take();
            if (message.Type != RtmpMessage.SetChunkSize)
                return message;
            _theirChunk = message.Body.Length >= 4 && BinaryPrimitives.ReadInt32BigEndian(message.Body) is > 0 and <= LongestMessage and var size
                ? size
                : throw new InvalidDataException("The server's chunks have no size.");
        }
    }

    private int Cut(RtmpMessage message)
    {
        var body = message.Body;
        var chunks = Math.Max(1, (body.Length + OurChunk - 1) / OurChunk);
        var most = body.Length + (chunks * 16) + 16;
        if (_outgoing.Length < most)
            _outgoing = new byte[most];

        var (at, late) = (0, message.Milliseconds >= LateMark);
        var chunkStream = message.Type switch { RtmpMessage.Command or RtmpMessage.Data => 3, <= 6 => 2, 8 => 4, _ => 6 };
        _outgoing[at++] = (byte)chunkStream; // a full head
        PutThree(late ? LateMark : (uint)message.Milliseconds, ref at);
        PutThree((uint)body.Length, ref at);
        _outgoing[at++] = message.Type;
        BinaryPrimitives.WriteUInt32LittleEndian(_outgoing.AsSpan(at), message.Stream);
        at += 4;
        PutLate(message, late, ref at);
        for (var sent = 0; ;)
        {
            var part = Math.Min(OurChunk, body.Length - sent);
            body.AsSpan(sent, part).CopyTo(_outgoing.AsSpan(at));
            at += part;
            sent += part;
            if (sent == body.Length)
                return at;
            _outgoing[at++] = (byte)(0xC0 | chunkStream); // none: it goes on
            PutLate(message, late, ref at);
        }
    }

    private void PutThree(uint value, ref int at)
    {
        _outgoing[at++] = (byte)(value >> 16);
        _outgoing[at++] = (byte)(value >> 8);
        _outgoing[at++] = (byte)value;
    }

    private void PutLate(RtmpMessage message, bool late, ref int at)
    {
        if (!late)
            return;
        BinaryPrimitives.WriteUInt32BigEndian(_outgoing.AsSpan(at), (uint)message.Milliseconds);
        at += 4;
    }

    private async Task<Incoming?> ReadChunkAsync(CancellationToken ct)
    {
        if (await stream.ReadAtLeastAsync(_head.AsMemory(0, 1), 1, throwOnEndOfStream: false, ct) == 0)
            return null;
        Received++;
        var (form, id) = (_head[0] >> 6, _head[0] & 0x3F);
        if (id < 2)
            id = await ReadLongIdAsync(id + 1, ct);
        if (!_incoming.TryGetValue(id, out var chunk))
        {
            if (_incoming.Count == MostChunkStreams || form != 0)
                throw new InvalidDataException("This is no RTMP.");
            _incoming[id] = chunk = new Incoming();
        }
        var length = form switch { 0 => 11, 1 => 7, 2 => 3, _ => 0 };
        await FillAsync(_head.AsMemory(0, length), ct);
        if (chunk.Begin(_head.AsSpan(0, length)))
            await FillAsync(_head.AsMemory(0, 4), ct); // a time that does not fit; what a server's times are is no matter to us
        if (chunk.Length > LongestMessage)
            throw new InvalidDataException("The server's message is too long.");
        await FillAsync(chunk.Next(_theirChunk), ct);
        return chunk;
    }

    private async Task<int> ReadLongIdAsync(int bytes, CancellationToken ct)
    {
        await FillAsync(_head.AsMemory(0, bytes), ct);
        return 64 + _head[0] + (bytes == 2 ? 256 * _head[1] : 0);
    }

    private async Task FillAsync(Memory<byte> bytes, CancellationToken ct)
    {
        await stream.ReadExactlyAsync(bytes, ct);
        Received += bytes.Length;
    }

    /// <summary>A message that arrives on one chunk stream.</summary>
    private sealed class Incoming
    {
        private byte _type;
        private uint _stream;
        private bool _late;
        private byte[]? _body;
        private int _filled;

        public int Length { get; private set; }

        public bool IsWhole => _body is not null && _filled == Length;

        /// <summary>Takes what a chunk's head says; true when its time follows.</summary>
        public bool Begin(ReadOnlySpan<byte> head)
        {
            if (head.Length >= 3)
                _late = (head[0] << 16 | head[1] << 8 | head[2]) == LateMark;
            if (head.Length >= 7)
                (Length, _type) = (head[3] << 16 | head[4] << 8 | head[5], head[6]);
            if (head.Length == 11)
                _stream = BinaryPrimitives.ReadUInt32LittleEndian(head[7..]);
            return _late;
        }

        /// <summary>Where the next chunk's bytes go.</summary>
        public Memory<byte> Next(int chunk)
        {
            _body ??= new byte[Length];
            if (_body.Length != Length)
                throw new InvalidDataException("A message changes its length.");
            var part = _body.AsMemory(_filled, Math.Min(chunk, Length - _filled));
            _filled += part.Length;
            return part;
        }

        public RtmpMessage Take()
        {
            var message = new RtmpMessage(_type, _stream, 0, _body!);
            (_body, _filled) = (null, 0);
            return message;
        }
    }
}
