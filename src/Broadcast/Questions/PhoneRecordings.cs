using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>What callers asked, for the screener to listen to.</summary>
internal static class PhoneRecordings
{
    /// <summary>Where they lie in the data folder.</summary>
    public const string Folder = "phone-questions";

    public static void Map(IEndpointRouteBuilder talks) => talks
        .MapGet("/{talkId}/questions/{questionId}/recording", HandleAsync)
        .RequireAuthorization(Policies.Screen)
        .WithName("ListenToQuestion");

    private static async Task<IResult> HandleAsync(
        string talkId, string questionId, TalkDirectory talks, [FromServices] DataFolder data, CancellationToken ct)
    {
        _ = TalkId.TryParse(talkId, out var talk); // what cannot be read is unknown, too
        _ = QuestionId.TryParse(questionId, out var id);
        var recording = (await talks.FindAsync(talk, ct)).State.Questions.Find(id)?.Recording;
        if (recording is null || new FileInfo(data.At(Folder, recording)) is not { Exists: true } file)
            throw QuestionFaults.RecordingGone.AsException();
        var type = file.Extension == ".wav" ? "audio/wav" : file.Extension == ".mp3" ? "audio/mpeg" : "audio/ogg";
        return TypedResults.PhysicalFile(file.FullName, type, enableRangeProcessing: true);
    }
}
