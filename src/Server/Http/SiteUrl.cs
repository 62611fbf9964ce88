using TalksPlatform.Server.Hosting;

namespace TalksPlatform.Server.Http;

/// <summary>Makes addresses that can be passed on: by the public URL when one was given, else by how the asker reached us.</summary>
internal sealed class SiteUrl(ServerOptions options)
{
    public Uri At(HttpRequest request, string path) =>
        new(options.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}"), path);
}
