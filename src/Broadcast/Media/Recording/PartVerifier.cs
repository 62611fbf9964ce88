using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Flac;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>A part that nothing will be added to.</summary>
/// <param name="Index">What tells of it.</param>
/// <param name="Entry">What is known of it so far.</param>
/// <param name="Path">The file.</param>
/// <param name="Sum">What was written into it; null of a part that was broken off, and has to be made whole first.</param>
internal sealed record FinishedPart(TrackIndex Index, RecordingPart Entry, string Path, SoundSum? Sum);

/// <summary>
/// Puts finished parts on the disk and reads them back while the recording goes on: a part is good when all that was
/// written is heard again, as long and as loud. Beside the loop that records, which waits for none of this.
/// </summary>
internal sealed class PartVerifier(ILogger logger)
{
    private readonly Channel<FinishedPart> _finished = Channel.CreateUnbounded<FinishedPart>(new() { SingleReader = true });
    private volatile string? _damage;

    /// <summary>The last that was found wrong, in words for the studio; null when all was right so far.</summary>
    public string? Damage => _damage;

    public void Add(FinishedPart part) => _finished.Writer.TryWrite(part);

    /// <summary>No part will be added.</summary>
    public void Complete() => _finished.Writer.TryComplete();

    /// <summary>Verifies each part until the last.</summary>
    public async Task RunAsync()
    {
        await foreach (var part in _finished.Reader.ReadAllAsync())
            Verify(part);
    }

    /// <summary>Makes a part whole that a crash or a refusing disk left behind, and reads it back; null when it has no sample.</summary>
    public static RecordingPart? Repair(RecordingPart entry, string path)
    {
        if (!File.Exists(path))
            return null;
        var samples = FlacRepair.Repair(path);
        if (samples == 0)
            return null;
        var (sum, _, damage) = ReadBack(path);
        return entry with { Samples = samples, Level = sum.Level, Damage = damage };
    }

    private void Verify(FinishedPart part)
    {
        try
        {
            if (part.Sum is not { } written)
            {
                if (Repair(part.Entry, part.Path) is { } repaired)
                    part.Index.Write(repaired);
                return;
            }

            ToDisk(part.Path);
            var (heard, sha256, damage) = ReadBack(part.Path);
            if (damage is null && heard != written)
                damage = $"it has {heard.Samples} samples at {heard.Level} dBFS instead of {written.Samples} at {written.Level}";
            if (damage is not null)
                Report(part.Entry.File, damage);
            part.Index.Write(part.Entry with { Sha256 = damage is null ? sha256 : null, Level = heard.Level, Damage = damage });
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // What the index does not tell of is read back when the recording is closed.
            Report(part.Entry.File, DiskFaults.Describe(refusal));
        }
    }

    private void Report(string file, string damage)
    {
        _damage = $"{file} could not be read back: {damage}";
        logger.LogError("The recording's {Part} is damaged: {Damage}", file, damage);
    }

    private static void ToDisk(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
        Libc.TryForgetCached(file);
    }

    private static (SoundSum Sum, string Sha256, string? Damage) ReadBack(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        SoundSum sum = default;
        try
        {
            using var reader = new FlacReader(new MemoryStream(bytes));
            Span<short> block = stackalloc short[FlacWriter.BlockLength];
            while (reader.Read())
            {
                var samples = reader.Channel(0);
                for (var i = 0; i < samples.Length; i++)
                    block[i] = (short)samples[i];
                sum = sum.Plus(block[..samples.Length]);
            }
            return (sum, sha256, null);
        }
        catch (InvalidDataException damaged)
        {
            return (sum, sha256, damaged.Message);
        }
    }
}
