namespace TalksPlatform.Contracts;

/// <summary>
/// Sound that goes on without any request: whoever takes a right away cuts here what was opened by it. It ends within
/// moments, and may be opened anew by whoever still may. Any thread.
/// </summary>
public interface IOpenSound
{
    /// <summary>Cuts what was opened with this token.</summary>
    /// <param name="token">The value of its <see cref="TalkClaims.Token"/> claim.</param>
    void Cut(string token);

    /// <summary>Cuts all that somebody has open, her telephone too.</summary>
    void Cut(PersonId person);
}
