using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Stun;

/// <summary>
/// Writes a Binding message into a buffer of at least 256 bytes: attributes, then integrity, then fingerprint.
/// </summary>
internal ref struct StunWriter
{
    public const int BufferLength = 512;

    private readonly Span<byte> _buffer;

    public StunWriter(Span<byte> buffer, StunClass @class, TransactionId transaction)
    {
        _buffer = buffer;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, StunFormat.Type(@class, StunFormat.BindingMethod));
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunFormat.MagicCookie);
        BinaryPrimitives.WriteUInt64BigEndian(buffer[8..], transaction.High);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[16..], transaction.Low);
        Length = StunFormat.HeaderLength;
        WriteMessageLength(Length);
    }

    /// <summary>The bytes written so far.</summary>
    public int Length { get; private set; }

    public void Add(StunAttribute type, scoped ReadOnlySpan<byte> value)
    {
        value.CopyTo(Open(type, value.Length));
        Close();
    }

    public void Add(StunAttribute type, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Open(type, sizeof(uint)), value);
        Close();
    }

    public void Add(StunAttribute type, ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(Open(type, sizeof(ulong)), value);
        Close();
    }

    public void AddMappedAddress(TransportAddress address)
    {
        Span<byte> value = stackalloc byte[XorAddress.MaxLength];
        var length = XorAddress.Write(value, _buffer.Slice(4, 16), address);
        Add(StunAttribute.XorMappedAddress, value[..length]);
    }

    public void AddError(StunError error)
    {
        var code = (int)error;
        Add(StunAttribute.ErrorCode, (uint)(code / 100 << 8 | code % 100));
    }

    public void AddUnknownAttribute(ushort type)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Open(StunAttribute.UnknownAttributes, sizeof(ushort)), type);
        Close();
    }

    public void AddIntegrity(ReadOnlySpan<byte> password)
    {
        var covered = Length;
        var digest = Open(StunAttribute.MessageIntegrity, StunFormat.IntegrityLength);
        Close();
        StunIntegrity.Digest(password, _buffer[..covered], digest);
    }

    public void AddFingerprint()
    {
        var covered = Length;
        var fingerprint = Open(StunAttribute.Fingerprint, StunFormat.FingerprintLength);
        Close();
        BinaryPrimitives.WriteUInt32BigEndian(fingerprint, Crc32.Of(_buffer[..covered]) ^ StunFormat.FingerprintMask);
    }

    private Span<byte> Open(StunAttribute type, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[Length..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(Length + 2)..], (ushort)length);
        var start = Length + StunFormat.AttributeHeaderLength;
        var padded = StunFormat.Padded(length);
        _buffer.Slice(start, padded).Clear();
        Length = start + padded;
        return _buffer.Slice(start, length);
    }

    private readonly void Close() => WriteMessageLength(Length);

    private readonly void WriteMessageLength(int length) =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(length - StunFormat.HeaderLength));
}
