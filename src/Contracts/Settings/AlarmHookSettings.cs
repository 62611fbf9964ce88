namespace TalksPlatform.Contracts;

/// <summary>Who is told of a series' alarms. Addresses come in, secrets go out once, and neither is shown again.</summary>
public interface IAlarmHooks
{
    /// <summary>All of the series.</summary>
    Task<IReadOnlyList<AlarmHookView>> ListAsync(SeriesId series, CancellationToken ct);

    /// <summary>Adds a hook, or finds the one of this address.</summary>
    /// <exception cref="Exception">A fault: hook.url, hook.private, hook.too-many.</exception>
    Task<NewAlarmHook> AddAsync(SeriesId series, string? url, CancellationToken ct);

    /// <summary>Removes a hook.</summary>
    /// <exception cref="Exception">A fault: hook.unknown.</exception>
    Task RemoveAsync(SeriesId series, Guid hook, CancellationToken ct);

    /// <summary>Sends a hook a message that is no alarm.</summary>
    /// <exception cref="Exception">A fault: hook.unknown.</exception>
    Task TestAsync(SeriesId series, Guid hook, CancellationToken ct);
}

/// <summary>A hook as its owner sees it.</summary>
/// <param name="Id">The hook.</param>
/// <param name="Host">Of its address; the rest may be a secret.</param>
/// <param name="AddedAt">Since when.</param>
/// <param name="ToldAt">When it last took a message, since the server's start; or null.</param>
/// <param name="Fault">Why it did not take the last one, or null.</param>
public sealed record AlarmHookView(Guid Id, string Host, DateTime AddedAt, DateTimeOffset? ToldAt, string? Fault);

/// <summary>A hook that was just added.</summary>
/// <param name="Id">The hook.</param>
/// <param name="Host">Of its address.</param>
/// <param name="Secret">What its messages are signed with; shown this once.</param>
public sealed record NewAlarmHook(Guid Id, string Host, string Secret);
