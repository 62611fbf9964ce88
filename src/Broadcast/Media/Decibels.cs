namespace TalksPlatform.Broadcast.Media;

/// <summary>Amplitudes as people in a studio speak of them.</summary>
internal static class Decibels
{
    /// <summary>What counts as no sound at all, in dBFS.</summary>
    public const float Floor = -120f;

    public static float FromAmplitude(float amplitude) => MathF.Max(Floor, 20f * MathF.Log10(amplitude + 1e-12f));

    public static float ToAmplitude(float decibels) => MathF.Pow(10f, decibels / 20f);

    /// <summary>A mean square.</summary>
    public static float ToPower(float decibels) => MathF.Pow(10f, decibels / 10f);
}
