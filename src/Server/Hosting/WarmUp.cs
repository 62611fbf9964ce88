using System.Net;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Hosting;

/// <summary>
/// Half of what the first visitors would wait for is the compiler. So before a server says that it is ready, visitors of
/// its own come the way that a crowd comes: socket, token, hub, and a talk that there is not.
/// </summary>
internal static class WarmUp
{
    private const int Visits = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Uri address, IServiceProvider services, ILogger logger, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var hub = HubAt(address);
            var token = Remembered(services);
            for (var visit = 0; visit < Visits && !patience.IsCancellationRequested; visit++)
                await VisitAsync(hub, token, patience.Token);
        }
        catch (Exception cold) when (!ct.IsCancellationRequested) // whatever it was: a cold server is better than none
        {
            logger.LogInformation(cold, "The server could not warm itself up; its first visitors will do it");
        }
    }

    // Nobody writes it down: it is good for this server and this minute.
    private static string Remembered(IServiceProvider services)
    {
        var secret = OpaqueToken.New();
        var expiresAt = services.GetRequiredService<TimeProvider>().GetUtcNow().AddMinutes(1);
        services.GetRequiredService<TokenDirectory>().Remember(
            new KnownToken(secret.Hash, TokenKind.Session, PersonId.New(), name: null, Role.Attendee, talk: null, expiresAt));
        return secret.Text;
    }

    private static Uri HubAt(Uri address)
    {
        var everywhere = IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        return new UriBuilder("ws", everywhere ? "localhost" : address.Host, address.Port, "/hub/talk").Uri;
    }

    private static async Task VisitAsync(Uri hub, string token, CancellationToken ct)
    {
        await using var visitor = await HubConnection.OpenAsync(hub, token, ct);
        try
        {
            await visitor.AskAsync("Join", TalkId.From(Guid.CreateVersion7())).WaitAsync(ct);
        }
        catch (HubRefusedException)
        {
            // There is no such talk, as she well knows.
        }
    }
}
