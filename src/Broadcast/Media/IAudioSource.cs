namespace TalksPlatform.Broadcast.Media;

/// <summary>Something that gives a frame of sound at each tick, without ever waiting.</summary>
internal interface IAudioSource
{
    /// <summary>Fills 960 samples, with silence when there is nothing. The clock's thread only.</summary>
    /// <returns>Whether there was sound; false means that every sample is 0.</returns>
    bool Read(Span<float> samples);
}
