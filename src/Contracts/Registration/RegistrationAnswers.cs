namespace TalksPlatform.Contracts;

/// <summary>What an attendee told of herself: codes of what was offered, or her own words.</summary>
/// <param name="Sector">One of <see cref="Sectors"/>, or her own words; null when she did not say.</param>
/// <param name="Province">A <see cref="Province.Code"/>, or her own words.</param>
/// <param name="Sex">One of <see cref="Sexes"/>, or her own words.</param>
public sealed record RegistrationAnswers(string? Sector, string? Province, string? Sex)
{
    /// <summary>The trades that are offered; texts under registration.sector.*.</summary>
    public static IReadOnlyList<string> Sectors { get; } =
        ["farming", "food", "handicraft", "textile", "retail", "services", "tourism", "transport", "construction", "digital"];

    /// <summary>What is offered for sex; texts under registration.sex.*.</summary>
    public static IReadOnlyList<string> Sexes { get; } = ["female", "male"];

    /// <summary>Nothing was told.</summary>
    public bool IsEmpty => Sector is null && Province is null && Sex is null;

    /// <summary>The answers to these questions alone.</summary>
    public RegistrationAnswers Only(IReadOnlyList<RegistrationField> asked) => new(
        asked.Contains(RegistrationField.Sector) ? Sector : null,
        asked.Contains(RegistrationField.Province) ? Province : null,
        asked.Contains(RegistrationField.Sex) ? Sex : null);

    /// <summary>The answer to this question.</summary>
    public string? To(RegistrationField field) => field switch
    {
        RegistrationField.Sector => Sector,
        RegistrationField.Province => Province,
        _ => Sex,
    };

    /// <summary>Whether this is one of the answers that were offered.</summary>
    public static bool IsOffered(RegistrationField field, string answer) => field switch
    {
        RegistrationField.Sector => Sectors.Contains(answer, StringComparer.Ordinal),
        RegistrationField.Province => Provinces.Find(answer) is not null,
        _ => Sexes.Contains(answer, StringComparer.Ordinal),
    };
}

/// <summary>What attendees told of themselves, for the pages that ask them.</summary>
public interface IRegistrationReader
{
    /// <summary>
    /// What this person told for this talk of what its series asks; else what she told last for the series, which then counts
    /// here too, until the talk is over; or null.
    /// </summary>
    Task<RegistrationAnswers?> FindAsync(TalkId talk, SeriesCard series, PersonId person, CancellationToken ct);
}
