using TalksPlatform.Broadcast.Hubs;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>What is made of a voice before it is heard.</summary>
/// <param name="GainDb">Louder or softer, from -24 to +24 dB.</param>
/// <param name="HighPass">Without what rumbles below 80 Hz.</param>
/// <param name="Gate">Softer between the words.</param>
/// <param name="Level">Brought to an even loudness, slowly.</param>
/// <param name="Automix">Shares the gain with the others: who speaks is loud, who is silent is soft.</param>
internal sealed record StripSettings(
    double GainDb = 0, bool HighPass = false, bool Gate = false, bool Level = false, bool Automix = false)
{
    /// <summary>The voice passes as it is.</summary>
    public static readonly StripSettings Neutral = new();

    private static readonly StripSettings Person = new(HighPass: true, Level: true, Automix: true);

    /// <summary>
    /// What a voice starts with. People come by any microphone and sit at any distance; what a station or a file gives was
    /// made by somebody who listened.
    /// </summary>
    public static StripSettings Of(VoiceKind kind) => kind is VoiceKind.Station or VoiceKind.Clip ? Neutral : Person;
}
