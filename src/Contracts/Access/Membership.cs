using System.Diagnostics.CodeAnalysis;

namespace TalksPlatform.Contracts;

/// <summary>A place in the team of a series, or of all series of the platform.</summary>
/// <param name="Series">Null for all.</param>
/// <param name="Role">From screener to host.</param>
public sealed record Membership(SeriesId? Series, Role Role)
{
    private const string All = "*";

    /// <summary>Whether it counts in this series.</summary>
    public bool IsIn(SeriesId series) => Series is null || Series == series;

    /// <summary>Reads a claim's value; false when it is none.</summary>
    public static bool TryParse(string claim, [NotNullWhen(true)] out Membership? membership)
    {
        membership = claim.Split(':') switch
        {
            [All, var role] when Enum.TryParse<Role>(role, out var known) => new Membership(null, known),
            [var text, var role] when SeriesId.TryParse(text, out var series) && Enum.TryParse<Role>(role, out var known) => new Membership(series, known),
            _ => null,
        };
        return membership is not null;
    }

    /// <summary>As the value of a <see cref="TalkClaims.Member"/> claim: "series:Role".</summary>
    public override string ToString() => $"{Series?.ToString() ?? All}:{Role}";
}
