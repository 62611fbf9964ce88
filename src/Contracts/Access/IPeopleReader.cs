namespace TalksPlatform.Contracts;

/// <summary>What people may do at this moment, where they bear no token: at a telephone.</summary>
public interface IPeopleReader
{
    /// <summary>The highest role that somebody has in a talk of this series: in its team, as its invited speaker, or for all of the platform.</summary>
    Task<Role> RoleInAsync(PersonId person, TalkId talk, SeriesId series, CancellationToken ct);
}
