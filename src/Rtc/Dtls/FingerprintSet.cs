namespace TalksPlatform.Rtc.Dtls;

/// <summary>
/// The fingerprints that one side announces. Its certificate has to match one of those with the strongest digest (RFC
/// 8122, section 5).
/// </summary>
internal sealed class FingerprintSet
{
    private const int MaxFingerprints = 16;

    private readonly IReadOnlyList<CertificateFingerprint> _strongest;

    private FingerprintSet(IEnumerable<CertificateFingerprint> fingerprints)
    {
        var all = fingerprints.ToList();
        _strongest = all.FindAll(fingerprint => fingerprint.Bits == all.Max(other => other.Bits));
    }

    public static FingerprintSet Of(CertificateFingerprint fingerprint) => new([fingerprint]);

    /// <summary>
    /// Reads the values of <c>a=fingerprint</c>; null when none of the first few can be believed.
    /// </summary>
    public static FingerprintSet? Parse(IEnumerable<string> values)
    {
        var known = values.Take(MaxFingerprints).Select(CertificateFingerprint.Parse).OfType<CertificateFingerprint>().ToList();
        return known.Count == 0 ? null : new FingerprintSet(known);
    }

    public bool Matches(ReadOnlySpan<byte> certificate)
    {
        foreach (var fingerprint in _strongest)
        {
            if (fingerprint.Matches(certificate))
                return true;
        }

        return false;
    }

    public void WriteTo(Action<string> write)
    {
        foreach (var fingerprint in _strongest)
            write(fingerprint.ToString());
    }
}
