using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Mime;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;

namespace TalksPlatform.Server.Demo;

/// <summary>The public HTTP API as anybody's program would use it, with one person's token.</summary>
internal sealed class DemoApi(Uri address, string? token = null) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    public Uri Address => address;

    public string? Token => token;

    /// <summary>The same address for another person.</summary>
    public DemoApi As(string? someone) => new(address, someone);

    public Task<SignedIn> SignInAsync(string oneTimeToken, CancellationToken ct) =>
        PostAsync<SignedIn>("/api/signin", new { token = oneTimeToken }, ct);

    public Task<Attendee> NewAttendeeAsync(string? name, CancellationToken ct) =>
        PostAsync<Attendee>("/api/attendees", new { name }, ct);

    public Task<Invitation> InviteHostAsync(string name, CancellationToken ct) =>
        PostAsync<Invitation>("/api/invitations", new { name }, ct);

    public Task<Invitation> InviteSpeakerAsync(TalkId talk, string name, CancellationToken ct) =>
        PostAsync<Invitation>($"/api/talks/{talk}/speakers", new { name }, ct);

    public async Task<T> GetAsync<T>(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, path);
        using var response = await _http.SendAsync(request, ct);
        return await ReadAsync<T>(response, ct);
    }

    public async Task<byte[]> DownloadAsync(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, path);
        using var response = await _http.SendAsync(request, ct);
        await EnsureAsync(response, ct);
        return await response.Content.ReadAsByteArrayAsync(ct);
    }

    public async Task<T> PostAsync<T>(string path, object body, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = JsonContent.Create(body, options: HubConnection.Json);
        using var response = await _http.SendAsync(request, ct);
        return await ReadAsync<T>(response, ct);
    }

    public async Task PostAsync(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, path);
        using var response = await _http.SendAsync(request, ct);
        await EnsureAsync(response, ct);
    }

    /// <summary>Sends a page's form as a program does.</summary>
    public async Task SubmitAsync(string path, IReadOnlyDictionary<string, string> form, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Headers.Accept.ParseAdd(MediaTypeNames.Application.Json);
        request.Content = new FormUrlEncodedContent(form);
        using var response = await _http.SendAsync(request, ct);
        await EnsureAsync(response, ct);
    }

    public async Task DeleteAsync(string path, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Delete, path);
        using var response = await _http.SendAsync(request, ct);
        await EnsureAsync(response, ct);
    }

    public async Task PutAsync(string path, object body, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Put, path);
        request.Content = JsonContent.Create(body, options: HubConnection.Json);
        using var response = await _http.SendAsync(request, ct);
        await EnsureAsync(response, ct);
    }

    /// <summary>Sends an SDP offer (RFC 9725) and returns the answer and the session's address.</summary>
    public async Task<(string Answer, Uri Session)> OfferAsync(string path, string sdp, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = new StringContent(sdp, new MediaTypeHeaderValue("application/sdp"));
        using var response = await _http.SendAsync(request, ct);
        await EnsureAsync(response, ct);
        return (await response.Content.ReadAsStringAsync(ct), new Uri(address, response.Headers.Location!));
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken ct)
    {
        await EnsureAsync(response, ct);
        return await response.Content.ReadFromJsonAsync<T>(HubConnection.Json, ct)
            ?? throw new HttpRequestException("The answer is empty.");
    }

    private static async Task EnsureAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode)
            return;
        var body = await response.Content.ReadAsStringAsync(ct);
        throw new HttpRequestException(
            $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}: {(int)response.StatusCode} {body}",
            inner: null,
            response.StatusCode);
    }

    public sealed record SignedIn(string Token, string? Name, Role Role);

    public sealed record Attendee(string Token, PersonId Person);

    public sealed record Invitation(string Link, string Token);
}
