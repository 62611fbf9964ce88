using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>Events as the log's rows: the type's name and its JSON.</summary>
internal static class TalkEventJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Every event that a log may hold, by its kept name.</summary>
    public static readonly FrozenDictionary<string, Type> Types = typeof(TalkEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(TalkEvent)) && !type.IsAbstract)
        .ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    public static string NameOf(TalkEvent happened) => happened.GetType().Name;

    /// <returns>UTF-8.</returns>
    public static byte[] Write(TalkEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Options);

    /// <summary>Reads a row.</summary>
    /// <exception cref="InvalidOperationException">A later version wrote it: this one must not guess.</exception>
    public static TalkEvent Read(string name, string body) => Types.TryGetValue(name, out var type)
        ? (TalkEvent)JsonSerializer.Deserialize(body, type, Options)!
        : throw new InvalidOperationException($"The log has a {name}, which this version does not know. Run the version that wrote it.");
}
