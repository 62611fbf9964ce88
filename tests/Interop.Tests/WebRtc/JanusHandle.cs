using System.Net.Http.Json;
using System.Text.Json;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>Somebody's place in a plugin of Janus, driven over its HTTP API.</summary>
public sealed class JanusHandle(HttpClient http, string session, string handle)
{
    /// <summary>Says something to the plugin, and waits for the description with which it answers; null when there is none.</summary>
    /// <param name="body">The plugin's request.</param>
    /// <param name="description">offer or answer, and its SDP; null for none.</param>
    /// <param name="ct">How long to wait.</param>
    public async Task<string?> AskAsync(object body, (string Type, string Sdp)? description, CancellationToken ct)
    {
        var jsep = description is { } given ? new { type = given.Type, sdp = given.Sdp } : null;
        using var accepted = await http.PostAsJsonAsync(
            $"{session}/{handle}",
            jsep is null
                ? (object)new { janus = "message", transaction = "t", body }
                : new { janus = "message", transaction = "t", body, jsep },
            ct);
        while (true)
        {
            using var report = (await http.GetFromJsonAsync<JsonDocument>($"{session}?maxev=1", ct))!;
            var told = report.RootElement;
            if (told.TryGetProperty("error", out var error))
                throw new InvalidOperationException(error.GetRawText());
            if (told.GetProperty("janus").GetString() != "event")
                continue; // webrtcup, media and others

            if (told.GetProperty("plugindata").GetProperty("data").TryGetProperty("error", out var refusal))
                throw new InvalidOperationException(refusal.GetString());
            return told.TryGetProperty("jsep", out var theirs) ? theirs.GetProperty("sdp").GetString() : null;
        }
    }
}
