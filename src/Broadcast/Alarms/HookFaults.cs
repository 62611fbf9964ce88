using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>Why a webhook is refused.</summary>
internal static class HookFaults
{
    /// <summary>Webhooks of one series.</summary>
    public const int MostHooks = 5;

    public static readonly Fault Url = new("hook.url", FaultKind.Invalid,
        "A webhook is an address like https://radio.example/alarms, without a password in it.");

    public static readonly Fault Private = new("hook.private", FaultKind.Invalid,
        "This address is of a private network. Whoever runs the server may allow it.");

    public static readonly Fault TooMany = new("hook.too-many", FaultKind.Conflict, $"A series has at most {MostHooks} webhooks.");

    public static readonly Fault Unknown = new("hook.unknown", FaultKind.NotFound, "There is no such webhook.");
}
