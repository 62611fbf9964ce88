using System.Collections.Concurrent;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Tokens;

/// <summary>The connections that outlive a request, by who opened them with which token, so that they can be cut, and sound with them. Any thread.</summary>
internal sealed class OpenConnections(IOpenSound sound)
{
    private readonly ConcurrentDictionary<Opened, bool> _opened = new();

    /// <summary>Cuts what this token had opened.</summary>
    public void Cut(TokenHash token)
    {
        foreach (var (connection, _) in _opened)
            if (connection.Token == token.ToString())
                connection.Cut();
        sound.Cut(token.ToString());
    }

    /// <summary>Cuts all that somebody had opened, with whichever token.</summary>
    public void Cut(PersonId person)
    {
        foreach (var (connection, _) in _opened)
            if (connection.Person == person)
                connection.Cut();
        sound.Cut(person);
    }

    /// <summary>Keeps the hub's connections here for as long as they are open, and those who ask for sound until they have it.</summary>
    internal sealed class Middleware(RequestDelegate next, OpenConnections connections)
    {
        public Task InvokeAsync(HttpContext context) =>
            Opens(context.Request) && context.User.FindFirst(KnownToken.HashClaim)?.Value is { } token ? KeepAsync(context, token) : next(context);

        private static bool Opens(HttpRequest request) => request.Path.StartsWithSegments("/hub", StringComparison.Ordinal) || OpensSound(request);

        private static bool OpensSound(HttpRequest request) => HttpMethods.IsPost(request.Method)
            && (request.Path.StartsWithSegments("/whip", StringComparison.Ordinal) || request.Path.StartsWithSegments("/whep", StringComparison.Ordinal));

        private async Task KeepAsync(HttpContext context, string token)
        {
            var opensSound = OpensSound(context.Request);
            var opened = new Opened(context, token, Actor.From(context.User).Id);
            connections._opened[opened] = true;
            try
            {
                await next(context);
            }
            finally
            {
                connections._opened.TryRemove(opened, out _);
                if (opened.End() && opensSound)
                    connections.CutSound(opened); // it was opened while it was being cut
            }
        }
    }

    private void CutSound(Opened opened)
    {
        sound.Cut(opened.Token);
        sound.Cut(opened.Person);
    }

    /// <summary>One of them. Once its request is over the server uses what bore it for others, so it is cut no more.</summary>
    private sealed class Opened(HttpContext context, string token, PersonId person)
    {
        private readonly Lock _gate = new();
        private bool _isOver;
        private bool _wasCut;

        public string Token => token;

        public PersonId Person => person;

        public void Cut()
        {
            lock (_gate)
            {
                _wasCut = true;
                if (!_isOver)
                    context.Abort();
            }
        }

        /// <summary>True when it was cut.</summary>
        public bool End()
        {
            lock (_gate)
            {
                _isOver = true;
                return _wasCut;
            }
        }
    }
}
