namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Where the parts of many measurements lie.</summary>
internal static class Percentiles
{
    /// <summary>The least value that this share of all does not exceed.</summary>
    public static double At(this IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}
