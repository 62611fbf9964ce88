using System.Buffers.Binary;
using System.Net;
using System.Text.RegularExpressions;

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>Somebody at the settings of a series, in a browser without script: opens a page, fills in a form of it, sends it.</summary>
internal sealed class SettingsBrowser(TestClient client, string series) : IDisposable
{
    public async Task<string> ReadAsync(string page)
    {
        using var answer = await client.BrowseAsync(AddressOf(page));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A form that is taken leads back to its page.</summary>
    public async Task<string> SendAsync(string page, string handler, params (string Name, string Value)[] fields) =>
        await TakenAsync(page, handler, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public Task<string> SendFileAsync(string page, string handler, byte[] file, params (string Name, string Value)[] fields) =>
        TakenAsync(page, handler, Multipart(file, fields));

    /// <summary>A form that is refused stands there again; the answer is its page and the code of the fault.</summary>
    public async Task<(HttpStatusCode Status, string Code, string Page)> RefusedAsync(string page, string handler, params (string Name, string Value)[] fields) =>
        await RefusedAsync(page, handler, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public Task<(HttpStatusCode Status, string Code, string Page)> RefusedFileAsync(
        string page, string handler, byte[] file, params (string Name, string Value)[] fields) => RefusedAsync(page, handler, Multipart(file, fields));

    /// <summary>A form that answers with a page of its own.</summary>
    public async Task<string> AnsweredAsync(string page, string handler, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await PostAsync(page, handler, content);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => client.Dispose();

    /// <summary>One second of a tone, as a WAV file.</summary>
    public static byte[] Tone()
    {
        const int Samples = 48_000;
        var file = new byte[44 + (2 * Samples)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Samples);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 2 * Samples);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), 2 * Samples);
        for (var i = 0; i < Samples; i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (2 * i)), (short)(6_000 * Math.Sin(2 * Math.PI * 440 * i / Samples)));
        return file;
    }

    private static MultipartFormDataContent Multipart(byte[] file, (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "tone.wav" } };
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        return content;
    }

    private async Task<string> TakenAsync(string page, string handler, HttpContent content)
    {
        using var answer = await PostAsync(page, handler, content);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        using var next = await client.BrowseAsync(answer.Headers.Location!.ToString());
        var shown = WebUtility.HtmlDecode(await next.Content.ReadAsStringAsync());
        shown.ShouldContain("role=\"status\"");
        return shown;
    }

    private async Task<(HttpStatusCode Status, string Code, string Page)> RefusedAsync(string page, string handler, HttpContent content)
    {
        using var answer = await PostAsync(page, handler, content);
        var shown = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, Regex.Match(shown, "data-code=\"([^\"]+)\"").Groups[1].Value, shown);
    }

    private async Task<HttpResponseMessage> PostAsync(string page, string handler, HttpContent content)
    {
        var token = Regex.Match(await ReadAsync(page), "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"").Groups[1].Value;
        return await client.PostAsync($"{AddressOf(page)}?handler={handler}", content, request => request.Headers.Add("RequestVerificationToken", token));
    }

    private string AddressOf(string page) => page.StartsWith('/') ? page : $"/studio/series/{series}/{page}";
}
