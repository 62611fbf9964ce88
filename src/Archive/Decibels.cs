namespace TalksPlatform.Archive;

/// <summary>Bounds of what is measured.</summary>
internal static class Decibels
{
    /// <summary>The absolute gate of EBU R128, in LUFS: what is not above it is silence.</summary>
    public const double Gate = -70;

    private const double Lowest = -120;

    /// <summary>The value as JSON can carry it: digital silence peaks at minus infinity.</summary>
    public static double Finite(double decibels) => Math.Max(decibels, Lowest);
}
