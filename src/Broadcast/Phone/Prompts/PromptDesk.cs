using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone.Lines;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>What callers of a series are told: what there is, in whose voice, and recordings of one's own.</summary>
internal sealed class PromptDesk(PromptShelf shelf, Speaker speaker) : IPhonePrompts
{
    /// <summary>The largest file.</summary>
    public const long MostBytes = 10 << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public IReadOnlyList<PromptLanguage> List(SeriesId series) =>
    [
        .. PromptTexts.Languages.Select(language =>
        {
            var (voice, reason) = shelf.VoiceOf(series, language);
            return new PromptLanguage(language, voice, reason, [.. PromptTexts.Names.Select(name =>
                new PromptText(name, PromptTexts.Of(language, name), File.Exists(shelf.PathOf(series, language, name))))]);
        }),
    ];

    /// <summary>What a caller hears, recorded or synthesised, as a WAV file.</summary>
    public async Task<byte[]> ListenAsync(SeriesId series, string language, string name)
    {
        EnsureKnown(language, name);
        return WavSound.File(await shelf.LoadAsync(series, language, Prompt.Named(name)), AudioFrame.SampleRate);
    }

    public async Task RecordAsync(SeriesId series, string language, string name, Stream? file, CancellationToken ct)
    {
        EnsureKnown(language, name);
        if (file is not { Length: > 0 })
            throw PhoneFaults.PromptMissing.AsException();
        if (file.Length > MostBytes)
            throw PhoneFaults.PromptTooLong.AsException();
        await WavSound.WriteAsync(shelf.PathOf(series, language, name), await DecodeAsync(file, ct), AudioFrame.SampleRate, ct);
    }

    public void Remove(SeriesId series, string language, string name)
    {
        EnsureKnown(language, name);
        if (shelf.PathOf(series, language, name) is var path && !File.Exists(path))
            throw PhoneFaults.PromptUnknown.AsException();
        File.Delete(path);
    }

    /// <summary>Names and languages are ours, so that no path is anybody's choice.</summary>
    private static void EnsureKnown(string language, string name)
    {
        if (!PromptTexts.IsOffered(language) || !PromptTexts.IsPrompt(name))
            throw PhoneFaults.PromptUnknown.AsException();
    }

    private async Task<short[]> DecodeAsync(Stream file, CancellationToken ct)
    {
        short[] samples;
        try
        {
            samples = await speaker.DecodeAsync(file, Longest + AudioFrame.Duration, ct);
        }
        catch (SandboxException unreadable)
        {
            throw PhoneFaults.PromptUnreadable.AsException(unreadable);
        }
        if (samples.Length == 0)
            throw PhoneFaults.PromptUnreadable.AsException();
        return samples.Length > Longest.TotalSeconds * AudioFrame.SampleRate ? throw PhoneFaults.PromptTooLong.AsException() : samples;
    }
}
