using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Handouts;

/// <summary>Takes handouts in and keeps them, a folder a talk, under names of ours.</summary>
internal sealed partial class HandoutDoor(DataFolder data)
{
    /// <summary>More than we take: who sends a little too much is told so, and not just cut off.</summary>
    public const long LongestRequest = 2 * HandoutLimits.Bytes;

    /// <summary>Where a handout lies.</summary>
    public string PathOf(TalkId talk, HandoutId handout) => data.At("handouts", talk.ToString(), handout.ToString());

    /// <summary>Keeps what a form sends (file, title, language), and offers it.</summary>
    /// <exception cref="FaultException">handouts.*</exception>
    public async Task<Accepted> TakeAsync(TalkSession talk, Actor actor, HttpRequest request, CancellationToken ct)
    {
        var form = await FormAsync(request, ct);
        if (form.Files.GetFile("file") is not { Length: > 0 } file)
            throw HandoutFaults.Missing.AsException();
        if (file.Length > HandoutLimits.Bytes)
            throw HandoutFaults.TooLong.AsException();
        var handout = await DescribeAsync(file, form["title"], form["language"]);

        var path = PathOf(talk.Id, handout.Id);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            await using (var kept = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            {
                await file.CopyToAsync(kept, ct);
                kept.Flush(flushToDisk: true); // the log must not outlive the bytes when the power fails
            }
            return await talk.AskAsync(new AddHandout(handout), actor, CommandId.New(), ct);
        }
        catch (Exception failure) when (failure is not FaultException { Fault.Kind: FaultKind.Unavailable }) // that one may be in the log all the same
        {
            File.Delete(path);
            throw;
        }
    }

    private static async Task<Handout> DescribeAsync(IFormFile file, string? title, string? language)
    {
        await using var content = file.OpenReadStream();
        var kind = HandoutKind.Of(content) ?? throw HandoutFaults.Type.AsException();
        var shown = PlainText.Clean(string.IsNullOrWhiteSpace(title) ? Path.GetFileNameWithoutExtension(file.FileName) : title);
        if (shown.Length == 0 || !PlainText.Fits(shown, HandoutLimits.TitleCharacters))
            throw HandoutFaults.Title.AsException();
        if (!string.IsNullOrEmpty(language) && !LanguageTag().IsMatch(language))
            throw HandoutFaults.Language.AsException();
        return new Handout(HandoutId.New(), shown, kind.Ending, file.Length, string.IsNullOrEmpty(language) ? null : language);
    }

    private static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
            throw HandoutFaults.Missing.AsException();
        try
        {
            return await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = HandoutLimits.Bytes, ValueCountLimit = 20 }, ct);
        }
        catch (Exception tooLong) when (tooLong is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            throw HandoutFaults.TooLong.AsException(tooLong);
        }
    }

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag();
}
