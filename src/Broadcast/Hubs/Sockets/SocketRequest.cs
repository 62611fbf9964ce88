using System.IO.Pipelines;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>A request for a WebSocket (RFC 6455, section 4.2) on a connection of whose bytes nobody else makes anything.</summary>
/// <param name="Key">What the client made up, to be answered.</param>
/// <param name="Socket">The connection.</param>
/// <param name="Transport">What is read from it.</param>
internal sealed record SocketRequest(string Key, Socket Socket, IDuplexPipe Transport)
{
    private const int KeyLength = 24; // of 16 bytes in Base64

    /// <summary>
    /// Null when it is none, is none that we understand, or comes another way than over plain TCP to Kestrel: TLS that ends
    /// here, HTTP/2. SignalR serves those, or tells what is wrong.
    /// </summary>
    public static SocketRequest? TryRead(HttpContext request)
    {
        var headers = request.Request.Headers;
        if (!HttpMethods.IsGet(request.Request.Method)
            || headers.SecWebSocketVersion is not ["13"]
            || headers.SecWebSocketKey is not [{ Length: KeyLength } key]
            || !headers.Upgrade.Any(upgrade => string.Equals(upgrade, "websocket", StringComparison.OrdinalIgnoreCase))
            || request.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true }
            || request.Features.Get<ITlsConnectionFeature>() is not null
            || request.Features.Get<IConnectionSocketFeature>() is not { Socket: var socket }
            || request.Features.Get<IConnectionTransportFeature>() is not { Transport: var transport })
        {
            return null;
        }
        return new SocketRequest(key, socket, transport);
    }

    /// <summary>Answers it. From then on the connection's bytes are a WebSocket's.</summary>
    /// <returns>False when nobody is there any more.</returns>
    public async Task<bool> TryAcceptAsync(HttpContext request)
    {
        var headers = request.Response.Headers;
        headers.Upgrade = "websocket";
        headers.Connection = HeaderNames.Upgrade;
        headers.SecWebSocketAccept = Accept(Key);
        try
        {
            await request.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
            Socket.Blocking = false;
            return true;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>RFC 6455, section 4.2.2, step 5.4.</summary>
    private static string Accept(string key)
    {
        Span<byte> asked = stackalloc byte[KeyLength + 36];
        Encoding.ASCII.GetBytes(key, asked);
        "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8.CopyTo(asked[KeyLength..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // the RFC's choice; it protects nothing
        SHA1.HashData(asked, hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
