namespace TalksPlatform.Foundation;

/// <summary>The one folder that holds all that must be kept: PostgreSQL's cluster, recordings, renditions, live segments.</summary>
/// <param name="Path">Absolute.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>A path inside it.</summary>
    public string At(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
