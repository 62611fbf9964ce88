using System.Collections.Concurrent;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>The connections that outlive a request, by who opened them with which token, so that they can be cut. Any thread.</summary>
internal sealed class OpenConnections
{
    private readonly ConcurrentDictionary<Opened, bool> _opened = new();

    /// <summary>Cuts what this token had opened.</summary>
    public void Cut(TokenHash token)
    {
        foreach (var (connection, _) in _opened)
            if (connection.Token == token.ToString())
                connection.Cut();
    }

    /// <summary>Cuts all that somebody had opened, with whichever token.</summary>
    public void Cut(PersonId person)
    {
        foreach (var (connection, _) in _opened)
            if (connection.Person == person)
                connection.Cut();
    }

    /// <summary>Keeps the hub's connections here for as long as they are open.</summary>
    internal sealed class Middleware(RequestDelegate next, OpenConnections connections)
    {
        public Task InvokeAsync(HttpContext context) =>
            context.Request.Path.StartsWithSegments("/hub", StringComparison.Ordinal) && context.User.FindFirst(KnownToken.HashClaim)?.Value is { } token
                ? KeepAsync(context, token)
                : next(context);

        private async Task KeepAsync(HttpContext context, string token)
        {
            var opened = new Opened(context, token, Actor.From(context.User).Id);
            connections._opened[opened] = true;
            try
            {
                await next(context);
            }
            finally
            {
                connections._opened.TryRemove(opened, out _);
                opened.End();
            }
        }
    }

    /// <summary>One of them. Once its request is over the server uses what bore it for others, so it is cut no more.</summary>
    private sealed class Opened(HttpContext context, string token, PersonId person)
    {
        private readonly Lock _gate = new();
        private bool _isOver;

        public string Token => token;

        public PersonId Person => person;

        public void Cut()
        {
            lock (_gate)
                if (!_isOver)
                    context.Abort();
        }

        public void End()
        {
            lock (_gate)
                _isOver = true;
        }
    }
}
