namespace TalksPlatform.Foundation.Hubs;

/// <summary>The hub refused what was asked.</summary>
/// <param name="code">The fault's code; "" when the error is not a fault.</param>
/// <param name="text">Its text.</param>
public sealed class HubRefusedException(string code, string text) : Exception($"{code}|{text}")
{
    /// <summary>The fault's code.</summary>
    public string Code { get; } = code;

    /// <summary>Reads "An unexpected error occurred ... HubException: code|text", as SignalR words it.</summary>
    internal static HubRefusedException Parse(string error) =>
        error.Split("HubException: ", 2) is [_, var told] && told.Split('|', 2) is [var code, var text]
            ? new HubRefusedException(code, text)
            : new HubRefusedException("", error);
}
