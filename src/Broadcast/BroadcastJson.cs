using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalksPlatform.Broadcast;

/// <summary>How the live side writes JSON, over the hub and over HTTP alike: camelCase, enums as their names.</summary>
internal static class BroadcastJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
