using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>One trunk at work: who we are there, by which neighbour it is reached, and whether it is well. On the loop.</summary>
internal sealed class TrunkLine
{
    private readonly TrunkBook _book;

    public TrunkLine(TrunkBook book, SipTrunk trunk)
    {
        _book = book;
        Trunk = trunk;
        Digest = new DigestClient(trunk.Credentials);
        var user = trunk.User ?? trunk.Credentials?.User ?? book.Board.Address.User;
        Address = trunk.Registrar is { } registrar
            ? new SipUri(user, registrar.Host) { Secure = registrar.Secure }
            : book.Board.Address with { User = user };
        State = new SipTrunkState(trunk.Name, SipTrunkStatus.Connecting, book.Time.GetUtcNow());
    }

    public SipTrunk Trunk { get; }

    public DigestClient Digest { get; }

    /// <summary>Our address there.</summary>
    public SipUri Address { get; }

    /// <summary>The neighbour, once it was found.</summary>
    public SipHop? Hop { get; private set; }

    /// <summary>The way that the registrar wants our requests to take (RFC 3608).</summary>
    public IReadOnlyList<string> ServiceRoute { get; set; } = [];

    public SipTrunkState State { get; private set; }

    /// <summary>The Route headers of a request that opens something.</summary>
    public IEnumerable<string> Routes => Trunk.Proxy is { } proxy
        ? ServiceRoute.Prepend($"<{proxy with { User = "", Parameters = proxy.Parameters + ";lr" }}>")
        : ServiceRoute;

    /// <summary>Whether a neighbour is this line.</summary>
    public bool Includes(IPAddress source) =>
        Hop?.Address.Address.Equals(source) == true || Trunk.AllowedNetworks.Any(network => network.Contains(source));

    /// <summary>Whether one of our numbers on this line was dialled.</summary>
    public bool Serves(SipRequest invite) =>
        Trunk.Numbers.Count == 0
        || (SipUri.TryParse(invite.Target, out var dialled) && Trunk.Numbers.Any(number => PhoneNumber.Same(number, dialled.User)))
        || Trunk.Numbers.Any(number => PhoneNumber.Same(number, invite.To.Uri.User));

    /// <summary>Finds the neighbour anew, away from the loop, and goes on with it on the loop.</summary>
    public void Reach(Action<SipHop> found, Action<string> failed) => _ = ReachAsync(found, failed);

    public void Succeed() => Become(SipTrunkStatus.Ready, null);

    public void Fail(string reason) => Become(SipTrunkStatus.Failing, reason);

    private async Task ReachAsync(Action<SipHop> found, Action<string> failed)
    {
        try
        {
            var hop = await _book.Resolver.ResolveAsync(Trunk.Neighbour!, Trunk.Transport, CancellationToken.None);
            await _book.Board.Loop.PostAsync(() =>
            {
                Hop = hop;
                found(hop);
            });
        }
        catch (SipCallException failure)
        {
            await _book.Board.Loop.PostAsync(() => failed(failure.Reason));
        }
    }

    private void Become(SipTrunkStatus status, string? reason)
    {
        var before = State;
        if (before.Status == status && (reason is null || reason == before.Reason))
            return;
        var since = before.Status == status ? before.Since : _book.Time.GetUtcNow();
        State = new SipTrunkState(Trunk.Name, status, since, reason);
        _book.Tell(State);
    }
}
