using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Accounts.Access;

/// <summary>What a policy asks for: at least this role, and for a speaker that the talk at hand is hers.</summary>
/// <param name="Least">The role.</param>
/// <param name="OrCalledUp">Whoever the studio called up out of the audience may, too.</param>
internal sealed record TalkAccess(Role Least, bool OrCalledUp = false) : IAuthorizationRequirement
{
    /// <summary>The policies by name; what names none of them is denied.</summary>
    public static IReadOnlyDictionary<string, TalkAccess> ByPolicy { get; } = new Dictionary<string, TalkAccess>(StringComparer.Ordinal)
    {
        [Policies.Listen] = new(Role.Attendee),
        [Policies.Speak] = new(Role.Speaker, OrCalledUp: true),
        [Policies.Prepare] = new(Role.Speaker),
        [Policies.Screen] = new(Role.Screener),
        [Policies.Moderate] = new(Role.Moderator),
        [Policies.Produce] = new(Role.Producer),
        [Policies.Host] = new(Role.Host),
        [Policies.Administer] = new(Role.Administrator),
    };
}
