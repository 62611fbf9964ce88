using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Uploads;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>
/// Takes sounds in and keeps them, a folder a series: what was sent is read in a sandbox, one file at a time, and kept as WAV
/// under a name of ours. How loud it is, is measured, so that what is played is as loud as the programme.
/// </summary>
internal sealed class SoundShelf(DataFolder data, SoundBook book, TimeProvider time) : ISoundShelf, IDisposable
{
    private const string Folder = "sounds";
    private const string Sent = "sent";
    private const string Read = "sound.wav";
    private const double Loudness = -23; // LUFS
    private const double HighestPeak = -1; // dBTP
    private const string Formats = "wav,mp3,flac,ogg,mov,aac,aiff,matroska,webm"; // none of them names other files

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What may be sent.</summary>
    public static readonly UploadForm Form = new(SoundLimits.UploadBytes, Files: 1, SoundFaults.Missing, SoundFaults.TooLong, SoundFaults.TooLong);

    private readonly SemaphoreSlim _reading = new(1);
    private readonly Sandbox _sandbox = new(time)
    {
        Limits = new SandboxLimits { FileBytes = ((SoundLimits.Minutes * 60L) + 2) * AudioFrame.SampleRate * Pcm16.BytesPerSample },
    };

    /// <summary>A sound that is to be played.</summary>
    /// <exception cref="IOException">It is not there any more, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public SoundTape Open(SeriesId series, SoundId sound) =>
        BuiltInSounds.Find(sound) is { } builtIn ? BuiltInSounds.Open(builtIn) : new WavTape(data.At(FileOf(series, sound)));

    public async Task<IReadOnlyList<ShelfSound>> ListAsync(SeriesId series, CancellationToken ct) =>
        [.. (await book.ListAsync(series, ct)).Select(ViewOf)];

    /// <summary>What is heard of a sound: a WAV file, or one in memory of those that every series has.</summary>
    /// <exception cref="FaultException">sound.unknown</exception>
    public async Task<(string? Path, byte[]? Bytes)> ListenAsync(SeriesId series, SoundId sound, CancellationToken ct)
    {
        if (await book.FindAsync(series, sound, ct) is not { } known)
            throw MixFaults.UnknownSound.AsException();
        if (BuiltInSounds.Find(sound) is not { } builtIn)
            return (data.At(known.File), null);
        using var tape = BuiltInSounds.Open(builtIn);
        var samples = new float[tape.Length];
        tape.Read(0, samples);
        return (null, WavSound.File(Array.ConvertAll(samples, sample => (short)(Math.Clamp(sample, -1, 1) * short.MaxValue)), AudioFrame.SampleRate));
    }

    public async Task<ShelfSound> AddAsync(SeriesId series, Stream? file, string fileName, string? kind, string? name, CancellationToken ct)
    {
        if (file is not { Length: > 0 })
            throw SoundFaults.Missing.AsException();
        if (file.Length > SoundLimits.UploadBytes)
            throw SoundFaults.TooLong.AsException();
        var use = KindOf(kind);
        var called = NameOf(string.IsNullOrWhiteSpace(name) ? Path.GetFileNameWithoutExtension(fileName) : name);

        var folder = data.At(Folder, ".reading", Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            await using (var sent = File.Create(Path.Combine(folder, Sent)))
                await file.CopyToAsync(sent, ct);
            await ReadAsync(folder, ct);
            return ViewOf(await KeepAsync(series, use, called, Path.Combine(folder, Read), ct));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public async Task<ShelfSound> ChangeAsync(SeriesId series, SoundId sound, string? name, string? kind, double? gainDb, CancellationToken ct)
    {
        EnsureOwn(sound);
        if (gainDb is { } gain && !(Math.Abs(gain) <= MixLimits.GainDb))
            throw SoundFaults.Gain.AsException();
        var changed = await book.ChangeAsync(
                series, sound, name is null ? null : NameOf(name), kind is null ? null : KindOf(kind), gainDb is { } decibels ? Math.Round(decibels, 1) : null, ct)
            ?? throw MixFaults.UnknownSound.AsException();
        return ViewOf(changed);
    }

    /// <summary>Removes it, and its file with it. Where it is being played it is heard to its end.</summary>
    /// <exception cref="FaultException">sound.unknown, sound.built-in</exception>
    public async Task RemoveAsync(SeriesId series, SoundId sound, CancellationToken ct)
    {
        EnsureOwn(sound);
        if (!await book.RemoveAsync(series, sound, ct))
            throw MixFaults.UnknownSound.AsException();
        if (data.At(FileOf(series, sound)) is var path && File.Exists(path))
            File.Delete(path);
    }

    public void Dispose() => _reading.Dispose();

    private static ShelfSound ViewOf(ShelvedSound sound) =>
        new(new SoundId(sound.Id), sound.Kind, sound.Name, sound.Seconds, sound.GainDb, BuiltInSounds.Find(new SoundId(sound.Id)) is not null);

    private static string FileOf(SeriesId series, SoundId sound) => Path.Combine(Folder, series.ToString(), $"{sound}.wav");

    private static void EnsureOwn(SoundId sound)
    {
        if (BuiltInSounds.Find(sound) is not null)
            throw SoundFaults.BuiltIn.AsException();
    }

    private static SoundKind KindOf(string? word) =>
        Enum.TryParse<SoundKind>(word, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : throw SoundFaults.Kind.AsException();

    private static string NameOf(string? name) =>
        PlainText.Clean(name ?? "") is { Length: > 0 } clean && PlainText.Fits(clean, SoundLimits.NameCharacters)
            ? clean
            : throw SoundFaults.Name.AsException();

    private async Task ReadAsync(string folder, CancellationToken ct)
    {
        if (!await _reading.WaitAsync(Patience, ct))
            throw SoundFaults.TooManyAtOnce.AsException();
        try
        {
            // A second more than may be is read, so that who sent too much is told so.
            await _sandbox.RunAsync(
                folder,
                "ffmpeg",
                [
                    "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-threads", "1",
                    "-protocol_whitelist", "file", "-format_whitelist", Formats, "-i", Sent,
                    "-map", "0:a:0", "-map_metadata", "-1", "-t", $"{(SoundLimits.Minutes * 60) + 1}",
                    "-ac", "1", "-ar", "48000", "-c:a", "pcm_s16le", "-fflags", "+bitexact", "-f", "wav", Read,
                ],
                ct);
        }
        catch (SandboxException refused)
        {
            throw (refused.End == SandboxEnd.Greedy ? SoundFaults.TooLong : SoundFaults.Type).AsException(refused);
        }
        finally
        {
            _reading.Release();
        }
    }

    private async Task<ShelvedSound> KeepAsync(SeriesId series, SoundKind kind, string name, string read, CancellationToken ct)
    {
        var (seconds, gain) = await Task.Run(() => Measure(read), ct);
        if (seconds > SoundLimits.Minutes * 60)
            throw SoundFaults.TooLong.AsException();
        if (seconds < SoundLimits.ShortestSeconds)
            throw SoundFaults.Type.AsException();

        var id = SoundId.New();
        var file = FileOf(series, id);
        Directory.CreateDirectory(Path.GetDirectoryName(data.At(file))!);
        File.Move(read, data.At(file));
        var sound = new ShelvedSound(id.Value, kind, name, Math.Round(seconds, 3), file, gain);
        var kept = false;
        try
        {
            kept = await book.AddAsync(series, sound, CancellationToken.None); // whoever leaves now has sent it
        }
        finally
        {
            if (!kept)
                File.Delete(data.At(file));
        }
        return kept ? sound : throw SoundFaults.ShelfFull.AsException();
    }

    /// <summary>Its length, and what makes it as loud as the programme without distorting it.</summary>
    private static (double Seconds, double GainDb) Measure(string path)
    {
        using var tape = new WavTape(path);
        var loudness = SoundLoudness.Of(tape);
        var gain = Math.Min(Loudness - loudness.Integrated, HighestPeak - loudness.TruePeak);
        return ((double)tape.Length / AudioFrame.SampleRate,
            double.IsFinite(gain) ? Math.Round(Math.Clamp(gain, -MixLimits.GainDb, MixLimits.GainDb), 1) : 0);
    }
}
