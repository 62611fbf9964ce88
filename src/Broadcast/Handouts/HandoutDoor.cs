using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Uploads;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Handouts;

/// <summary>Takes handouts in and keeps them, a folder a talk, under names of ours.</summary>
internal sealed partial class HandoutDoor(DataFolder data)
{
    private const int MostFiles = 1;

    /// <summary>What may be sent.</summary>
    public static readonly UploadForm Form = new(HandoutLimits.Bytes, MostFiles, HandoutFaults.Missing, HandoutFaults.TooLong, HandoutFaults.TooLong);

    /// <summary>Where a handout lies.</summary>
    public string PathOf(TalkId talk, HandoutId handout) => data.At("handouts", talk.ToString(), handout.ToString());

    /// <summary>Keeps what a form sends (file, title, language), and offers it.</summary>
    /// <exception cref="FaultException">handouts.*</exception>
    public async Task<Accepted> TakeAsync(TalkSession talk, Actor actor, HttpRequest request, CancellationToken ct)
    {
        var form = await Form.ReadAsync(request, ct);
        var file = form.Files.GetFile("file") ?? throw HandoutFaults.Missing.AsException();
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
            return await talk.AskAsync(new AddHandout(handout), actor, CommandId.New(), CancellationToken.None); // whoever leaves now has offered it
        }
        catch (Exception failure) when ((failure as FaultException)?.Fault != TalkFaults.Unavailable) // then it may be in the log all the same
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Takes a handout back, and its file with it.</summary>
    public async Task<Accepted> RemoveAsync(TalkSession talk, HandoutId handout, Actor actor)
    {
        var accepted = await talk.AskAsync(new RemoveHandout(handout), actor, CommandId.New(), CancellationToken.None); // the file follows, whoever leaves
        if (PathOf(talk.Id, handout) is var path && File.Exists(path))
            File.Delete(path);
        return accepted;
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

    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag();
}
