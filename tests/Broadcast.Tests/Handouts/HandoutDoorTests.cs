using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Npgsql;
using TalksPlatform.Broadcast.Handouts;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Handouts;

/// <summary>A handout and its file come and go together.</summary>
public sealed class HandoutDoorTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    [Fact]
    public async Task A_handout_whose_sender_leaves_while_it_is_written_down_keeps_its_file()
    {
        await using var node = await Node.StartAsync(postgres.Options);
        var talk = await node.OpenAsync();
        var folder = Directory.CreateTempSubdirectory("talks-handouts-");
        var door = new HandoutDoor(new DataFolder(folder.FullName));
        using var sender = new CancellationTokenSource();
        await using var other = new NpgsqlConnection(postgres.Options.ConnectionString);
        await other.OpenAsync();
        await using (var row = await other.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("SELECT FROM broadcast.talk WHERE talk_id = $1 FOR UPDATE", other, row) { Parameters = { new() { Value = talk.Id.Value } } };
            await hold.ExecuteNonQueryAsync();
            var sent = door.TakeAsync(talk, People.Host, await FormAsync(), sender.Token);
            await Eventually.BecomesAsync(() => sent.IsCompleted || FilesIn(folder) == 1, "the file is kept");
            sent.IsCompleted.ShouldBeFalse($"the log waits: {sent.Exception}");
            await sender.CancelAsync();
            await row.RollbackAsync();
            await Task.WhenAny(sent);
        }

        await Eventually.BecomesAsync(() => talk.State.Handouts.Count == 1, "it is offered");
        FilesIn(folder).ShouldBe(1);
        folder.Delete(recursive: true);
    }

    private static int FilesIn(DirectoryInfo folder) => folder.GetFiles("*", SearchOption.AllDirectories).Count(file => file.Length > 0);

    private static async Task<HttpRequest> FormAsync()
    {
        var form = new MultipartFormDataContent // read later
        {
            { new ByteArrayContent("Bring three papers."u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, "file", "papers.txt" },
        };
        var request = new DefaultHttpContext().Request;
        request.ContentType = form.Headers.ContentType!.ToString();
        request.Body = await form.ReadAsStreamAsync();
        return request;
    }
}
