using System.Security.Cryptography;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Flac;

namespace TalksPlatform.Archive.Recordings;

/// <summary>
/// The sound of one part, whichever way it was written: FLAC, or WAV by earlier versions. It is read once, and its checksum
/// is taken while its sound goes by. A part that the recorder did not come to close is heard up to its cut.
/// </summary>
internal abstract class PartSound(RecordingPart part)
{
    /// <summary>The part as the manifest tells of it.</summary>
    public RecordingPart Part => part;

    /// <summary>Its samples in ffmpeg's words, e.g. s16le; null of a part of which not even a header is there.</summary>
    public abstract PcmFormat? Format { get; }

    protected bool IsClosed => part.Sha256 is not null;

    /// <summary>Looks at how a part begins.</summary>
    /// <exception cref="TalksPlatform.Foundation.Faults.FaultException">It is missing or unreadable.</exception>
    public static PartSound Inspect(RecordingFolder folder, RecordingPart part)
    {
        try
        {
            using var file = folder.OpenPart(part);
            return Path.GetExtension(part.File) == ".flac" ? FlacSound.Inspect(folder, part, file) : WavSound.Inspect(folder, part, file);
        }
        catch (InvalidDataException unreadable)
        {
            throw ArchiveFaults.PartUnreadable(part.File, unreadable.Message).AsException(unreadable);
        }
    }

    /// <summary>Copies its samples.</summary>
    /// <returns>The part as it was found.</returns>
    public async Task<JoinedPart> CopyAsync(Stream pcm, CancellationToken ct)
    {
        try
        {
            var (samples, sha256) = await CopySamplesAsync(pcm, ct);
            if (part.Sha256 is { } recorded && recorded != sha256)
                throw ArchiveFaults.PartAltered(part.File).AsException();
            return new JoinedPart(part.File, part.StartedAt, samples, sha256, Repaired: !IsClosed);
        }
        catch (InvalidDataException unreadable)
        {
            throw ArchiveFaults.PartUnreadable(part.File, unreadable.Message).AsException(unreadable);
        }
    }

    protected abstract Task<(long Samples, string Sha256)> CopySamplesAsync(Stream pcm, CancellationToken ct);

    protected static string Checksum(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));
}

/// <summary>What raw samples are like.</summary>
/// <param name="Samples">In ffmpeg's words, e.g. s16le.</param>
/// <param name="Rate">Samples a second.</param>
/// <param name="Channels">How many.</param>
internal sealed record PcmFormat(string Samples, int Rate, int Channels);

/// <summary>A part of FLAC, which lasts ten seconds.</summary>
internal sealed class FlacSound(RecordingFolder folder, RecordingPart part, FlacInfo? info) : PartSound(part)
{
    public override PcmFormat? Format => info is null ? null : new($"s{info.BitsPerSample}le", info.SampleRate, info.Channels);

    public static FlacSound Inspect(RecordingFolder folder, RecordingPart part, FileStream file)
    {
        if (part.Sha256 is null && file.Length < FlacInfo.HeaderBytes)
            return new FlacSound(folder, part, null);
        using var reader = new FlacReader(file);
        if (reader.Info.BitsPerSample is not (16 or 24))
            throw new InvalidDataException($"it has {reader.Info.BitsPerSample} bits a sample");
        return new FlacSound(folder, part, reader.Info);
    }

    protected override async Task<(long Samples, string Sha256)> CopySamplesAsync(Stream pcm, CancellationToken ct)
    {
        await using var file = folder.OpenPart(Part);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, ct);
        var sha256 = Checksum(bytes);
        if (Part.Sha256 is { } recorded && recorded != sha256)
            return (0, sha256);

        using var reader = new FlacReader(new MemoryStream(bytes));
        while (IsClosed ? reader.Read() : ReadToTheCut(reader))
            pcm.Write(reader.Pcm);
        return (reader.Samples, sha256);
    }

    private static bool ReadToTheCut(FlacReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

/// <summary>A part of WAV.</summary>
internal sealed class WavSound(RecordingFolder folder, RecordingPart part, WavPart wav) : PartSound(part)
{
    private const int BufferBytes = 1 << 18;

    public override PcmFormat? Format => wav.Frames == 0 ? null : new(wav.SampleFormat, wav.SampleRate, wav.Channels);

    public static WavSound Inspect(RecordingFolder folder, RecordingPart part, FileStream file)
    {
        var closed = part.Sha256 is not null;
        return new WavSound(folder, part, closed || file.Length >= WavPart.SmallestHeader ? WavPart.Read(file, closed) : WavPart.Empty);
    }

    protected override async Task<(long Samples, string Sha256)> CopySamplesAsync(Stream pcm, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        await using var file = folder.OpenPart(Part);
        var (at, end) = (0L, wav.DataOffset + wav.DataBytes);
        int read;
        while ((read = await file.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            var from = (int)Math.Clamp(wav.DataOffset - at, 0, read);
            var to = (int)Math.Clamp(end - at, from, read);
            await pcm.WriteAsync(buffer.AsMemory(from, to - from), ct);
            at += read;
        }
        return (wav.Frames, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
