using System.Text.Json;

namespace TalksPlatform.Foundation.Hubs;

/// <summary>What a server told: a method's name and its first argument.</summary>
public sealed record HubMessage(string Target, JsonElement Argument);
