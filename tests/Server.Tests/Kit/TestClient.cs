using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>A program or a browser: follows no redirect, keeps cookies, and carries a token when it has one.</summary>
internal sealed class TestClient : IDisposable
{
    private readonly HttpClient _http;

    public TestClient(Uri address, string? token = null)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    /// <summary>Opens a page as a browser does.</summary>
    public Task<HttpResponseMessage> BrowseAsync(string path) =>
        SendAsync(HttpMethod.Get, path, with: request => request.Headers.Accept.ParseAdd("text/html,*/*;q=0.8"));

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null, Action<HttpRequestMessage>? with = null) =>
        SendAsync(HttpMethod.Post, path, body, with);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        with?.Invoke(request);
        return await _http.SendAsync(request);
    }

    /// <summary>The answer to a POST that must succeed.</summary>
    public async Task<JsonElement> PostedAsync(string path, object body)
    {
        using var response = await PostAsync(path, body);
        response.IsSuccessStatusCode.ShouldBeTrue($"{path} answered {response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The session that a link's token gives.</summary>
    public async Task<string> SignInAsync(string token) => (await PostedAsync("/api/signin", new { token })).Text("token");

    public void Dispose() => _http.Dispose();
}

/// <summary>Reading answers in tests.</summary>
internal static class Answers
{
    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;

    /// <summary>The code of a refusal, whose shape is checked on the way.</summary>
    public static async Task<string> CodeAsync(this HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe((int)response.StatusCode);
        problem.Text("title").ShouldNotBeNullOrEmpty();
        problem.Text("detail").ShouldEndWith(".");
        return problem.Text("code");
    }
}
