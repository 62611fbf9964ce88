namespace TalksPlatform.Contracts;

/// <summary>
/// Something that happened in one module and that others may act on. Facts travel through the outbox, at least once,
/// so whoever handles one must bear to see it twice. Its JSON is kept: add members, never rename or remove them.
/// </summary>
public interface IFact;
