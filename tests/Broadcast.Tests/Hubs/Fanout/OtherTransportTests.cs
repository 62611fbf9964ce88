using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs.Fanout;

/// <summary>Networks that let no WebSocket through.</summary>
public class OtherTransportTests(RoomServer server) : IClassFixture<RoomServer>
{
    private readonly RoomHost _host = server.Host;

    [Fact]
    public async Task Whoever_listens_to_server_sent_events_hears_what_the_others_hear()
    {
        var talk = await _host.OpenAsync();
        using var http = _host.Http(Ada);
        var address = await NegotiateAsync(http);
        using var listening = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/event-stream" } } };
        using var events = await http.SendAsync(listening, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await events.Content.ReadAsStreamAsync());
        await SendAsync(http, address, "{\"protocol\":\"json\",\"version\":1}");
        await SendAsync(http, address, $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"{talk.Id}\"]}}");
        await UntilAsync(lines, "\"invocationId\":\"1\"");

        await talk.AskAsync(new PauseAsking(true), Host);

        (await UntilAsync(lines, "\"target\":\"patch\"")).ShouldContain("\"askingPaused\":true");
    }

    [Fact]
    public async Task Whoever_polls_hears_what_the_others_hear()
    {
        var talk = await _host.OpenAsync();
        using var http = _host.Http(Ada);
        var address = await NegotiateAsync(http);
        await http.GetStringAsync(address);
        await SendAsync(http, address, "{\"protocol\":\"json\",\"version\":1}\u001e" + $"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"{talk.Id}\"]}}");
        await PollUntilAsync(http, address, "\"invocationId\":\"1\"");

        await talk.AskAsync(new PauseAsking(true), Host);

        (await PollUntilAsync(http, address, "\"target\":\"patch\"")).ShouldContain("\"askingPaused\":true");
    }

    private static async Task<string> NegotiateAsync(HttpClient http)
    {
        using var answer = await http.PostAsync($"{TalkHub.Path}/negotiate?negotiateVersion=1", null);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("connectionToken").GetString();
        return $"{TalkHub.Path}?id={token}";
    }

    private static async Task SendAsync(HttpClient http, string address, string record)
    {
        using var sent = await http.PostAsync(address, new StringContent(record + "\u001e", Encoding.UTF8, "text/plain"));
        sent.EnsureSuccessStatusCode();
    }

    private static async Task<string> UntilAsync(StreamReader lines, string awaited)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            if (line.Contains(awaited, StringComparison.Ordinal))
                return line;
        }
        throw new ShouldAssertException($"The events ended before {awaited}.");
    }

    private static async Task<string> PollUntilAsync(HttpClient http, string address, string awaited)
    {
        while (true)
        {
            var records = await http.GetStringAsync(address);
            if (records.Contains(awaited, StringComparison.Ordinal))
                return records;
        }
    }
}
