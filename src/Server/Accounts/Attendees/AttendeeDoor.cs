using System.Net;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Accounts.Attendees;

/// <summary>Makes attendees, for pages and programs alike, and only so many at once for one network: each costs two rows. Any thread.</summary>
internal sealed class AttendeeDoor(TokenIssuer issuer, TimeProvider time)
{
    /// <summary>How long a device is known as the same attendee.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly Paces<IPAddress> _networks = new(time, burst: 5_000, perSecond: 500);

    /// <summary>Makes an attendee of whoever asks.</summary>
    /// <exception cref="FaultException">request.too-many: of her network just came very many.</exception>
    public async Task<IssuedToken> WelcomeAsync(string? name, IPAddress? address, CancellationToken ct) => TryTake(address)
        ? await issuer.IssueAsync(NewPerson.Attendee(name), TokenKind.Session, time.GetUtcNow() + Lifetime, ct)
        : throw RateLimits.TooMany.AsException();

    /// <summary>Takes one new attendee's place; false when there is none at the moment.</summary>
    public bool TryTake(IPAddress? address) => _networks.TryTake(Networks.Of(address));
}
