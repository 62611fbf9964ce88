namespace TalksPlatform.Foundation.Faults;

/// <summary>What went wrong, said once for both roads: ProblemDetails over HTTP, "code|text" over the hub.</summary>
/// <param name="Code">Stable and dotted, e.g. poll.closed: clients and translations hang on it.</param>
/// <param name="Kind">What whoever asked can do about it.</param>
/// <param name="Text">One sentence in plain English that says what to do.</param>
public sealed record Fault(string Code, FaultKind Kind, string Text)
{
    /// <summary>The fault as an exception.</summary>
    public FaultException AsException(Exception? inner = null) => new(this, inner);
}

/// <summary>The kinds of fault, and so the HTTP status.</summary>
public enum FaultKind
{
    /// <summary>Change the input. 400.</summary>
    Invalid = 400,

    /// <summary>Somebody else has to permit it. 403.</summary>
    Denied = 403,

    /// <summary>There is no such thing, or not for you. 404.</summary>
    NotFound = 404,

    /// <summary>It does not fit the present state. 409.</summary>
    Conflict = 409,

    /// <summary>Slow down. 429.</summary>
    TooMany = 429,

    /// <summary>Try again: nothing was lost, nothing was done. 503.</summary>
    Unavailable = 503,
}

/// <summary>Carries a <see cref="Faults.Fault"/> to the edge, where it is told once.</summary>
public sealed class FaultException(Fault fault, Exception? inner = null) : Exception(fault.Text, inner)
{
    /// <summary>What went wrong.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>The fault's code.</summary>
    public string Code => Fault.Code;
}
