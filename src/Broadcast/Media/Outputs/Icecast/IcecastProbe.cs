using System.Net;
using System.Net.Http.Headers;
using System.Text;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;

namespace TalksPlatform.Broadcast.Media.Outputs.Icecast;

/// <summary>
/// Tells whether a mount would take our sound, without sending any: it asks for a change of title that the server does not
/// know. Icecast proves a source's password first, then says whether somebody sends there, and changes nothing.
/// </summary>
internal static class IcecastProbe
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <exception cref="OutputException">It would not, and why.</exception>
    public static async Task<OutputProbe> RunAsync(OutputConfiguration configuration, CancellationToken ct)
    {
        try
        {
            using var request = Request(configuration);
            using var answer = await Http.SendAsync(request, ct);
            return Judge(answer, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            throw OutputException.Connecting("The Icecast server", failure is HttpRequestException { InnerException: { } cause } ? cause : failure);
        }
    }

    private static HttpRequestMessage Request(OutputConfiguration configuration)
    {
        var mount = new Uri(configuration.Target);
        var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(mount, $"/admin/metadata?mode=probe&mount={Uri.EscapeDataString(mount.AbsolutePath)}"));
        request.Headers.UserAgent.ParseAdd("TalksPlatform");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{configuration.UserName}:{configuration.Password}")));
        return request;
    }

    /// <summary>A server of another make may answer with anything: then it answers, and no more is known.</summary>
    private static OutputProbe Judge(HttpResponseMessage answer, string text) => answer.StatusCode switch
    {
        HttpStatusCode.Unauthorized =>
            throw new OutputException(OutputException.Refused, "The Icecast server refuses the user name or the password."),
        HttpStatusCode.Forbidden => throw new OutputException(OutputException.Refused, "The Icecast server refuses (403)."),
        HttpStatusCode.OK when text.Contains("<iceresponse>", StringComparison.Ordinal) =>
            throw new OutputException(OutputException.Busy, "The mount is in use: somebody else sends there now."),
        HttpStatusCode.BadRequest or HttpStatusCode.NotFound => new OutputProbe(IsIcecast(answer)),
        _ => new OutputProbe(IsProved: false),
    };

    private static bool IsIcecast(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Server", out var names) && names.Any(name => name.StartsWith("Icecast", StringComparison.OrdinalIgnoreCase));
}
