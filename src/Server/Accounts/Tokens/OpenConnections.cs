using System.Collections.Concurrent;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>The connections that outlive a request, by who opened them with which token, so that they can be cut. Any thread.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<HttpContext, (string Token, PersonId Person)> _openers = new();

    /// <summary>Cuts what this token had opened.</summary>
    public void Cut(TokenHash token)
    {
        foreach (var (connection, opener) in _openers)
            if (opener.Token == token.ToString())
                connection.Abort();
    }

    /// <summary>Cuts all that somebody had opened, with whichever token.</summary>
    public void Cut(PersonId person)
    {
        foreach (var (connection, opener) in _openers)
            if (opener.Person == person)
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

            connections._openers[context] = (token, Actor.From(context.User).Id);
            try
            {
                await next(context);
            }
            finally
            {
                connections._openers.TryRemove(context, out _);
            }
        }
    }
}
