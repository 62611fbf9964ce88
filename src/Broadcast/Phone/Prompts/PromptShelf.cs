using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>
/// The sounds of all prompts: what the series recorded, else a synthesised voice in that language, else one in English,
/// else tones. What is synthesised is made once and kept in the data folder. Thread-safe.
/// </summary>
internal sealed class PromptShelf(DataFolder data, Speaker speaker, ILogger<PromptShelf> logger) : IAsyncDisposable
{
    private const int KeptSentences = 64;

    private readonly ConcurrentDictionary<string, Lazy<Task<ReadOnlyMemory<short>>>> _making = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Text, string Language), Lazy<Task<ReadOnlyMemory<short>>>> _sentences = new();
    private volatile string? _trouble;
    private volatile bool _closed;

    /// <summary>Why nothing can be synthesised; null as long as it can.</summary>
    public string? Trouble => _trouble;

    /// <summary>48 kHz samples of what is to be said to a caller of this language.</summary>
    public async Task<ReadOnlyMemory<short>> LoadAsync(SeriesId series, string language, Prompt prompt) => prompt switch
    {
        { Kind: PromptKind.Beep } => Beeps.Now,
        { Kind: PromptKind.Named } => await LoadAsync(series, prompt.Language ?? language, prompt.Text),
        { Kind: PromptKind.Said } => await SayAsync(prompt.Text, (prompt.Language ?? language).Split('-')[0]),
        _ => default,
    };

    /// <summary>Nothing is made in the data folder any more, also for a caller who has not noticed yet.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        await Task.WhenAll(_making.Values.Select(making => making.Value));
        await Task.WhenAll(_sentences.Values.Select(spoken => spoken.Value));
    }

    /// <summary>Where a recording of the series lies, or would.</summary>
    public string PathOf(SeriesId series, string language, string name) => data.At("prompts", "series", series.ToString(), language, $"{name}.wav");

    /// <summary>Where the caller's language is spoken from, and why not from a better place.</summary>
    public (string Voice, string? Reason) VoiceOf(SeriesId series, string language)
    {
        if (PromptTexts.Names.All(name => File.Exists(PathOf(series, language, name))))
            return ("recorded", null);
        if (_trouble is { } trouble)
            return ("tones", trouble);
        return PromptTexts.IsSpoken(language) ? ("espeak-ng", null) : ("english", $"espeak-ng has no voice for {language}.");
    }

    private async Task<ReadOnlyMemory<short>> LoadAsync(SeriesId series, string language, string name)
    {
        var recorded = PathOf(series, language, name);
        if (File.Exists(recorded))
            return await WavSound.ReadAsync(recorded, CancellationToken.None);
        var spoken = PromptTexts.SpokenFor(language);
        var text = PromptTexts.Of(spoken, name);
        var made = data.At("prompts", "spoken", spoken, $"{name}-{HashOf(text)}.wav");
        if (File.Exists(made))
            return await WavSound.ReadAsync(made, CancellationToken.None);
        return await _making.GetOrAdd(made, _ => new(() => MakeAsync(made, text, spoken, name))).Value;
    }

    private async Task<ReadOnlyMemory<short>> MakeAsync(string path, string text, string language, string name)
    {
        try
        {
            if (_closed)
                return Beeps.For(name);
            var samples = await speaker.SpeakAsync(text, language);
            await WavSound.WriteAsync(path, samples, AudioFrame.SampleRate, CancellationToken.None);
            _trouble = null;
            return samples;
        }
        catch (Exception missing) when (missing is ChildProcessException or IOException)
        {
            Tell(missing);
            return Beeps.For(name);
        }
        finally
        {
            _making.TryRemove(path, out _); // from now on it lies in its file, or is tried again
        }
    }

    /// <summary>Words of the talk; nothing where no voice can speak them.</summary>
    private async Task<ReadOnlyMemory<short>> SayAsync(string text, string language)
    {
        if (!PromptTexts.IsSpoken(language))
            return default;
        if (_sentences.Count > KeptSentences)
            _sentences.Clear();
        return await _sentences.GetOrAdd((text, language), sentence => new(() => SpeakAsync(sentence))).Value; // it begins when it is added
    }

    private async Task<ReadOnlyMemory<short>> SpeakAsync((string Text, string Language) sentence)
    {
        try
        {
            return await speaker.SpeakAsync(sentence.Text, sentence.Language);
        }
        catch (Exception missing) when (missing is ChildProcessException or IOException)
        {
            Tell(missing);
            _sentences.TryRemove(sentence, out _);
            return default;
        }
    }

    private void Tell(Exception missing)
    {
        if (_trouble is null)
            logger.LogWarning("Callers hear tones instead of words: {Reason}", missing.Message);
        _trouble = missing.Message;
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));
}

/// <summary>What is heard where there are no words.</summary>
internal static class Beeps
{
    private const int BeepSamples = AudioFrame.SampleRate / 4;

    /// <summary>A quarter of a second at 1 kHz.</summary>
    public static readonly ReadOnlyMemory<short> Now = Make(1, 1_000);

    /// <summary>A number as so many short tones; any other prompt as three.</summary>
    public static ReadOnlyMemory<short> For(string name) => Make(name[0] == 'n' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 10) : 3, 425);

    private static short[] Make(int tones, double hertz)
    {
        var samples = new short[2 * tones * BeepSamples];
        for (var i = 0; i < samples.Length; i++)
        {
            if (i / BeepSamples % 2 == 0)
                samples[i] = (short)(0.1 * short.MaxValue * Math.Sin(2 * Math.PI * hertz * (i % AudioFrame.SampleRate) / AudioFrame.SampleRate));
        }
        return samples;
    }
}
