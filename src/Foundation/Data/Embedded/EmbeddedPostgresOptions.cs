namespace TalksPlatform.Foundation.Data;

/// <summary>Where the private cluster lives and how careful it is.</summary>
/// <param name="Folder">Absolute; made when it is missing.</param>
public sealed record EmbeddedPostgresOptions(string Folder)
{
    /// <summary>Whether a commit waits for the disk. Only tests, whose cluster is thrown away, say no.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>How many connections all modules may hold together, <see cref="Spare"/> for other programs included.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Connections that no module takes: the superuser's three, the migrations', and those of pg_dump or psql.</summary>
    public const int Spare = 20;
}
