using System.Security.Cryptography;

namespace TalksPlatform.Foundation.Flac;

/// <summary>
/// Reads a FLAC stream (RFC 9639) of up to 24 bits a sample, block after block: ours, and what ffmpeg and flac write. Each
/// block is given out after its checksum was found right, so that of a file which a crash cut off all is heard up to the
/// cut. Blocks after the longest one allocate nothing.
/// </summary>
public sealed class FlacReader : IDisposable
{
    internal const int MostBits = 24;

    private readonly FrameBits _bits;
    private readonly IncrementalHash _md5 = NewMd5();
    private readonly int[][] _channels;
    private byte[] _pcm = [];
    private int _smallestFrame = int.MaxValue;
    private int _largestFrame;
    private bool _ended;

    /// <summary>Begins to read; the stream stays open.</summary>
    /// <exception cref="InvalidDataException">It is no FLAC stream, or of a kind that this does not read.</exception>
    public FlacReader(Stream stream)
    {
        _bits = new FrameBits(stream);
        Info = ReadMetadata();
        _channels = [.. Enumerable.Range(0, Info.Channels).Select(_ => Array.Empty<int>())];
    }

    /// <summary>What the stream says of itself.</summary>
    public FlacInfo Info { get; }

    /// <summary>Samples a channel that were given out so far.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples a channel in this block.</summary>
    public int Length { get; private set; }

    /// <summary>This block as bytes: interleaved, little endian, each sample in as few bytes as its bits need.</summary>
    public ReadOnlySpan<byte> Pcm => _pcm.AsSpan(0, Length * Info.Channels * BytesPerSample);

    /// <summary>Bytes of the stream up to the end of this block; whatever is behind may be damaged.</summary>
    public long WholeBytes { get; private set; }

    private int BytesPerSample => (Info.BitsPerSample + 7) / 8;

    /// <summary>This block's samples of a channel, full scale as many bits as a sample has.</summary>
    public ReadOnlySpan<int> Channel(int index) => _channels[index].AsSpan(0, Length);

    /// <summary>Reads the next block; false at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">
    /// The stream is damaged or cut off here. At its end: it has not the samples that its beginning told of.
    /// </exception>
    public bool Read()
    {
        Length = 0;
        if (_ended)
            return false;
        if (!_bits.TryBegin())
        {
            _ended = true;
            EnsureAsToldOf();
            return false;
        }

        var frame = FlacFrame.Read(_bits, Info);
        MakeRoom(frame.Length);
        for (var i = 0; i < Info.Channels; i++)
            FlacSubframe.Read(_bits, Info.BitsPerSample + (IsSide(frame.Pairing, i) ? 1 : 0), _channels[i].AsSpan(0, frame.Length));
        _bits.Align();
        var crc = FlacChecks.Crc16(_bits.Frame);
        if (_bits.Read(16) != crc)
            throw new InvalidDataException("the checksum of a frame in it is wrong");
        Accept(frame);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _md5.Dispose();

    /// <summary>What the stream should say of itself, after what was read; ends the reading.</summary>
    internal FlacInfo Conclude()
    {
        _ended = true;
        return Info with
        {
            Samples = Samples,
            SmallestFrame = _largestFrame > 0 ? _smallestFrame : 0,
            LargestFrame = _largestFrame,
            Md5 = _md5.GetHashAndReset(),
        };
    }

    // The format asks for MD5, against damage and not against anybody.
#pragma warning disable CA5351
    internal static IncrementalHash NewMd5() => IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351

    private FlacInfo ReadMetadata()
    {
        if (!_bits.TryBegin() || _bits.Read(32) != 0x664C6143) // "fLaC"
            throw new InvalidDataException("it is no FLAC stream");

        FlacInfo? info = null;
        Span<byte> body = stackalloc byte[FlacInfo.Bytes];
        bool last;
        do
        {
            last = _bits.Read(1) != 0;
            var (kind, length) = (_bits.Read(7), _bits.Read(24));
            if (info is null)
            {
                if (kind != 0 || length != FlacInfo.Bytes)
                    throw new InvalidDataException("its first block does not describe the stream");
                foreach (ref var one in body)
                    one = (byte)_bits.Read(8);
                info = FlacInfo.Parse(body);
            }
            else
            {
                _bits.Skip(length);
            }
        }
        while (!last);
        _bits.TryBegin();
        WholeBytes = _bits.FrameAt;
        return info;
    }

    private void Accept(FlacFrame frame)
    {
        Length = frame.Length;
        Samples += frame.Length;
        var bytes = _bits.Frame.Length;
        WholeBytes = _bits.FrameAt + bytes;
        _smallestFrame = Math.Min(_smallestFrame, bytes);
        _largestFrame = Math.Max(_largestFrame, bytes);
        if (frame.Pairing != ChannelPairing.None)
            Part(frame.Pairing, _channels[0].AsSpan(0, Length), _channels[1].AsSpan(0, Length));
        Interleave();
        _md5.AppendData(Pcm);
    }

    private void Interleave()
    {
        var (bytes, step) = (BytesPerSample, BytesPerSample * Info.Channels);
        for (var channel = 0; channel < Info.Channels; channel++)
        {
            var at = channel * bytes;
            foreach (var sample in Channel(channel))
            {
                for (var i = 0; i < bytes; i++)
                    _pcm[at + i] = (byte)(sample >> (8 * i));
                at += step;
            }
        }
    }

    private void EnsureAsToldOf()
    {
        if (Info.Samples != 0 && Info.Samples != Samples)
            throw new InvalidDataException($"it has {Samples} samples instead of {Info.Samples}");
        if (Info.KnowsMd5 && !_md5.GetHashAndReset().AsSpan().SequenceEqual(Info.Md5.Span))
            throw new InvalidDataException("its sound is not that which was written (MD5)");
    }

    private void MakeRoom(int length)
    {
        if (_channels[0].Length >= length)
            return;
        foreach (ref var channel in _channels.AsSpan())
            channel = new int[length];
        _pcm = new byte[length * Info.Channels * BytesPerSample];
    }

    private static bool IsSide(ChannelPairing pairing, int channel) =>
        channel == (pairing == ChannelPairing.SideRight ? 0 : 1) && pairing != ChannelPairing.None;

    private static void Part(ChannelPairing pairing, Span<int> first, Span<int> second)
    {
        for (var i = 0; i < first.Length; i++)
        {
            (first[i], second[i]) = pairing switch
            {
                ChannelPairing.LeftSide => (first[i], first[i] - second[i]),
                ChannelPairing.SideRight => (first[i] + second[i], second[i]),
                _ => FromMid((first[i] << 1) | (second[i] & 1), second[i]),
            };
        }
    }

    private static (int Left, int Right) FromMid(int doubled, int side) => ((doubled + side) >> 1, (doubled - side) >> 1);
}
