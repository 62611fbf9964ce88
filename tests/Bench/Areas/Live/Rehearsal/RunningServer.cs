using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>A server that somebody else started, over HTTP: whose it is, which talk is meant, and who may come.</summary>
internal sealed class RunningServer(RehearsalRequest request) : IDisposable
{
    private const int AtOnce = 16;
    private const string FirstVisitor = "The crowd of a rehearsal";

    private readonly HttpClient _http = new() { BaseAddress = request.Server, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Anybody may load a server on the same machine; any other, only who proves that he runs it.</summary>
    /// <exception cref="RehearsalException">He does not.</exception>
    public async Task EnsureConsentAsync(CancellationToken ct)
    {
        if (request.Owner is null)
        {
            var addresses = await Dns.GetHostAddressesAsync(request.Server.Host, ct);
            if (addresses.Length > 0 && Array.TrueForAll(addresses, IPAddress.IsLoopback))
                return;
            throw new RehearsalException(
                "A crowd goes to a server on another machine only with its owner's consent: give --owner an administrator's sign-in link (./talks run --print-admin-link).");
        }
        var secret = request.Owner.TrimEnd('/').Split('/')[^1];
        using var answer = await _http.PostAsJsonAsync("/api/signin", new { token = secret }, ct);
        var signedIn = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>(ct) : default;
        if (signedIn.ValueKind is not JsonValueKind.Object || signedIn.GetProperty("role").GetString() != "administrator")
            throw new RehearsalException("The link of --owner is spent, too old, or not an administrator's: make a new one.");
    }

    /// <summary>The talk that was named, or that the page is about.</summary>
    public async Task<string> FindTalkAsync(CancellationToken ct)
    {
        if (request.Talk is { } named)
            return named;
        if (request.Slug is not { } slug)
            throw new RehearsalException("Which talk? Give --server the episode's page, or --talk the talk's id.");
        foreach (var list in new[] { "/api/episodes", "/api/episodes?past=true" })
        {
            foreach (var episode in await _http.GetFromJsonAsync<JsonElement[]>(list, ct) ?? [])
            {
                if (episode.GetProperty("slug").GetString() == slug)
                    return episode.GetProperty("talkId").GetString()!;
            }
        }
        throw new RehearsalException($"The server knows no episode '{slug}'.");
    }

    /// <summary>The poll that takes votes now, or null.</summary>
    public async Task<string?> FindOpenPollAsync(string talk, CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri($"/api/talks/{talk}/room", UriKind.Relative), ct);
        if (!answer.IsSuccessStatusCode)
            throw new RehearsalException("The talk's doors are not open, so nobody can come in: wait for its green room, or schedule a rehearsal.");
        var room = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        foreach (var poll in room.GetProperty("polls").EnumerateArray())
        {
            if (poll.GetProperty("state").GetString() == "open")
                return poll.GetProperty("id").GetString();
        }
        return null;
    }

    /// <summary>A token for each of so many new attendees, as slowly as the server wants it.</summary>
    public async Task<string[]> RegisterAsync(int count, CancellationToken ct)
    {
        var tokens = new string[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, stop) =>
            tokens[i] = await RegisterAsync(stop));
        return tokens;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> RegisterAsync(CancellationToken ct)
    {
        while (true)
        {
            using var answer = await _http.PostAsJsonAsync("/api/attendees", new { name = FirstVisitor }, ct);
            if (answer.StatusCode is HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(answer.Headers.RetryAfter is RetryConditionHeaderValue { Delta: { } wait } ? wait : TimeSpan.FromSeconds(1), TimeProvider.System, ct);
                continue;
            }
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("token").GetString()!;
        }
    }
}
