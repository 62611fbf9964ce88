namespace TalksPlatform.Contracts;

/// <summary>What somebody is in a talk. Each may do all that those before it may. Stored and claimed by name.</summary>
public enum Role
{
    /// <summary>Listens, asks, votes.</summary>
    Attendee,

    /// <summary>Is heard in the talks that she was invited to.</summary>
    Speaker,

    /// <summary>Looks after hands and callers in the talks of her series.</summary>
    Screener,

    /// <summary>Decides what is shown, and who may take part.</summary>
    Moderator,

    /// <summary>Runs the programme.</summary>
    Producer,

    /// <summary>Answers for the talks of her series, and for its team.</summary>
    Host,

    /// <summary>Runs the platform.</summary>
    Administrator,
}
