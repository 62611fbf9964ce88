using System.Security.Claims;

namespace TalksPlatform.Contracts;

/// <summary>The policies that endpoints, pages and hub methods name. What names none is denied.</summary>
public static class Policies
{
    /// <summary>Anybody with a token, an anonymous attendee's too, may listen, ask and vote.</summary>
    public const string Listen = nameof(Listen);

    /// <summary>A speaker of this talk may send sound, and hear the programme without herself.</summary>
    public const string Speak = nameof(Speak);

    /// <summary>A host of this talk's series may run the talk.</summary>
    public const string Produce = nameof(Produce);

    /// <summary>An administrator of the platform.</summary>
    public const string Administer = nameof(Administer);
}

/// <summary>What somebody is on the platform. Each may do all that those before it may.</summary>
public enum Role
{
    /// <summary>Listens, asks, votes.</summary>
    Attendee,

    /// <summary>Is heard in the talks that she was invited to.</summary>
    Speaker,

    /// <summary>Runs the talks of her series.</summary>
    Host,

    /// <summary>Runs the platform.</summary>
    Administrator,
}

/// <summary>The claims that a token turns into. Identity comes from the connection, never from a payload.</summary>
public static class TalkClaims
{
    /// <summary>The person's id.</summary>
    public const string Person = "sub";

    /// <summary>The person's name; absent for an anonymous attendee.</summary>
    public const string Name = "name";

    /// <summary>A <see cref="Contracts.Role"/>.</summary>
    public const string Role = "role";

    /// <summary>A talk that a speaker was invited to; one claim a talk.</summary>
    public const string Talk = "talk";
}

/// <summary>Who does something, as its connection proved.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name to show, or null for "anonymous".</param>
/// <param name="Role">The role in the talk at hand.</param>
public sealed record Actor(PersonId Id, string? Name, Role Role)
{
    /// <summary>The platform itself: timers and reconciling jobs.</summary>
    public static Actor Platform { get; } = new(new PersonId(new Guid("00000000-0000-7000-8000-000000000001")), null, Role.Administrator);

    /// <summary>Hosts and administrators see and decide all of a talk.</summary>
    public bool Produces => Role >= Role.Host;

    /// <summary>Reads the claims of an authenticated connection.</summary>
    /// <exception cref="InvalidOperationException">The principal bears no person: the endpoint lacks its policy.</exception>
    public static Actor From(ClaimsPrincipal principal)
    {
        if (!PersonId.TryParse(principal.FindFirst(TalkClaims.Person)?.Value, out var person))
            throw new InvalidOperationException("The connection bears no person. Give the endpoint a policy.");
        _ = Enum.TryParse<Role>(principal.FindFirst(TalkClaims.Role)?.Value, out var role);
        return new Actor(person, principal.FindFirst(TalkClaims.Name)?.Value, role);
    }
}
