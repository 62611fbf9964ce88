using System.Net;
using System.Net.Http.Headers;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Tests.Questions;

/// <summary>What a caller asked, over HTTP.</summary>
public sealed class PhoneRecordingTests(RoomServer server) : IClassFixture<RoomServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_studio_listens_to_a_callers_question_whole_or_in_part_and_nobody_else_does()
    {
        var talk = await server.Host.OpenAsync();
        var (question, typed) = (QuestionId.New(), QuestionId.New());
        var sound = Enumerable.Range(0, 4_000).Select(i => (byte)i).ToArray();
        var file = server.Host.Get<DataFolder>().At(PhoneRecordings.Folder, $"{talk.Id}/caller-1.wav");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, sound, Ct);
        await talk.AskAsync(new AskByPhone(question, $"{talk.Id}/caller-1.wav"), People.Ada, CommandId.New(), Ct);
        await talk.AskAsync(new Ask(typed, "How much is it?"), People.Ada, CommandId.New(), Ct);
        string At(QuestionId id) => $"/api/talks/{talk.Id}/questions/{id}/recording";

        using var host = server.Host.Http(People.Host);
        using var whole = await host.GetAsync(At(question), Ct);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("audio/wav");
        (await whole.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(sound);
        using var request = new HttpRequestMessage(HttpMethod.Get, At(question)) { Headers = { Range = new RangeHeaderValue(1_000, 1_999) } };
        using var part = await host.SendAsync(request, Ct);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(sound[1_000..2_000]);

        using var author = server.Host.Http(People.Ada);
        (await author.GetAsync(At(question), Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var stranger = server.Host.Http();
        (await stranger.GetAsync(At(question), Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        foreach (var silent in new[] { typed, QuestionId.New() })
            (await host.GetAsync(At(silent), Ct)).IsSuccessStatusCode.ShouldBeFalse();
    }
}
