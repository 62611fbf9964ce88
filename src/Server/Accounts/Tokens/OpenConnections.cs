using System.Collections.Concurrent;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>The connections that outlive a request, by the token that opened them, so that a revocation can cut them. Any thread.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<HttpContext, string> _tokens = new();

    /// <summary>Cuts what this token had opened.</summary>
    public void Cut(TokenHash token)
    {
        foreach (var (connection, opener) in _tokens)
            if (opener == token.ToString())
                connection.Abort();
    }

    /// <summary>Keeps the hub's connections here for as long as they are open.</summary>
    internal sealed class Middleware(RequestDelegate next, OpenConnections connections)
    {
        public async Task InvokeAsync(HttpContext context)
        {
            var token = context.User.FindFirst(KnownToken.HashClaim)?.Value;
            if (token is null || !context.Request.Path.StartsWithSegments("/hub", StringComparison.Ordinal))
            {
                await next(context);
                return;
            }

            connections._tokens[context] = token;
            try
            {
                await next(context);
            }
            finally
            {
                connections._tokens.TryRemove(context, out _);
            }
        }
    }
}
