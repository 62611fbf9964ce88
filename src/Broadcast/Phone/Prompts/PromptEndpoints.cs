using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone.Lines;
using TalksPlatform.Broadcast.Uploads;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>What callers of a series are told: what there is, in whose voice, and recordings of one's own.</summary>
internal static class PromptEndpoints
{
    private const long MostBytes = 10 << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly UploadForm Form =
        new(MostBytes, 1, PhoneFaults.PromptMissing, PhoneFaults.PromptTooLong, PhoneFaults.PromptTooLong);

    /// <summary>The prompts of one language.</summary>
    /// <param name="Language">BCP 47.</param>
    /// <param name="Voice">Where what is not recorded comes from: recorded, espeak-ng, english, tones.</param>
    /// <param name="Reason">Why it is not a better one, or null.</param>
    public sealed record LanguageView(string Language, string Voice, string? Reason, IReadOnlyList<PromptView> Prompts);

    /// <summary>One prompt.</summary>
    /// <param name="Name">In its address.</param>
    /// <param name="Text">What it says, in the language or in English: the script for whoever records it.</param>
    /// <param name="Recorded">The series has a recording of it.</param>
    public sealed record PromptView(string Name, string Text, bool Recorded);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var prompts = endpoints.MapGroup("/api/series/{seriesId}/prompts").RequireAuthorization(Policies.Produce)
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the server refuses what another site sends
        prompts.MapGet("", List).WithName("ListPrompts");
        prompts.MapGet("/{language}/{name}", PlayAsync).WithName("PlayPrompt");
        prompts.MapPost("/{language}/{name}", SendAsync).WithName("SendPrompt").WithMetadata(new RequestSizeLimitAttribute(Form.LongestRequest));
        prompts.MapPost("/{language}/{name}/remove", Remove).WithName("RemovePrompt");
    }

    private static Ok<LanguageView[]> List(SeriesId seriesId, PromptShelf shelf) => TypedResults.Ok(PromptTexts.Languages.Select(language =>
    {
        var (voice, reason) = shelf.VoiceOf(seriesId, language);
        return new LanguageView(language, voice, reason, [.. PromptTexts.Names.Select(name =>
            new PromptView(name, PromptTexts.Of(language, name), File.Exists(shelf.PathOf(seriesId, language, name))))]);
    }).ToArray());

    /// <summary>What a caller hears, recorded or synthesised.</summary>
    private static async Task<FileContentHttpResult> PlayAsync(SeriesId seriesId, string language, string name, PromptShelf shelf)
    {
        EnsureKnown(language, name);
        var sound = await shelf.LoadAsync(seriesId, language, Prompt.Named(name));
        return TypedResults.File(WavSound.File(sound, AudioFrame.SampleRate), "audio/wav");
    }

    private static async Task<NoContent> SendAsync(
        SeriesId seriesId, string language, string name, HttpRequest request, PromptShelf shelf, Speaker speaker, CancellationToken ct)
    {
        EnsureKnown(language, name);
        var form = await Form.ReadAsync(request, ct);
        await using var file = form.Files[0].OpenReadStream();
        var samples = await DecodeAsync(speaker, file, ct);
        await WavSound.WriteAsync(shelf.PathOf(seriesId, language, name), samples, AudioFrame.SampleRate, ct);
        return TypedResults.NoContent();
    }

    private static NoContent Remove(SeriesId seriesId, string language, string name, PromptShelf shelf)
    {
        EnsureKnown(language, name);
        if (shelf.PathOf(seriesId, language, name) is var path && !File.Exists(path))
            throw PhoneFaults.PromptUnknown.AsException();
        File.Delete(path);
        return TypedResults.NoContent();
    }

    private static async Task<short[]> DecodeAsync(Speaker speaker, Stream file, CancellationToken ct)
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

    /// <summary>Names and languages are ours, so that no path is anybody's choice.</summary>
    private static void EnsureKnown(string language, string name)
    {
        if (!PromptTexts.IsOffered(language) || !PromptTexts.IsPrompt(name))
            throw PhoneFaults.PromptUnknown.AsException();
    }
}
