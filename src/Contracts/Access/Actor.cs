using System.Security.Claims;

namespace TalksPlatform.Contracts;

/// <summary>Who does something, as its connection proved.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The name to show, or null for "anonymous".</param>
/// <param name="Role">The role in the talk at hand.</param>
public sealed record Actor(PersonId Id, string? Name, Role Role)
{
    /// <summary>The platform itself: timers and reconciling jobs.</summary>
    public static Actor Platform { get; } = new(new PersonId(new Guid("00000000-0000-7000-8000-000000000001")), null, Role.Administrator);

    /// <summary>From screener up: sees all of a talk, also what waits for a decision.</summary>
    public bool SeesStudio => Role >= Role.Screener;

    /// <summary>Reads the claims of an authenticated connection. The role is the highest that she has anywhere: for what is about no talk.</summary>
    /// <exception cref="InvalidOperationException">The principal bears no person: the endpoint lacks its policy.</exception>
    public static Actor From(ClaimsPrincipal principal)
    {
        if (!PersonId.TryParse(principal.FindFirst(TalkClaims.Person)?.Value, out var person))
            throw new InvalidOperationException("The connection bears no person. Give the endpoint a policy.");
        _ = Enum.TryParse<Role>(principal.FindFirst(TalkClaims.Role)?.Value, out var role);
        return new Actor(person, principal.FindFirst(TalkClaims.Name)?.Value, role);
    }

    /// <summary>
    /// The person as she is in one talk. Whoever was invited to speak in other talks, or is in the team of other series, is
    /// an attendee in this one.
    /// </summary>
    public static Actor In(TalkId talk, SeriesId series, ClaimsPrincipal principal)
    {
        var actor = From(principal);
        return actor.Role switch
        {
            Role.Attendee or Role.Administrator => actor,
            Role.Speaker when !principal.HasClaim(TalkClaims.Talk, talk.ToString()) => actor with { Role = Role.Attendee },
            Role.Speaker => actor,
            _ => actor with { Role = RoleIn(series, principal) },
        };
    }

    /// <summary>What a member of teams is in this series.</summary>
    public static Role RoleIn(SeriesId series, ClaimsPrincipal principal) => MembershipsOf(principal)
        .Where(membership => membership.IsIn(series))
        .Select(membership => membership.Role)
        .DefaultIfEmpty(Role.Attendee)
        .Max();

    /// <summary>The teams that somebody is in.</summary>
    public static IEnumerable<Membership> MembershipsOf(ClaimsPrincipal principal)
    {
        foreach (var claim in principal.FindAll(TalkClaims.Member))
            if (Membership.TryParse(claim.Value, out var membership))
                yield return membership;
    }
}
