using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalksPlatform.Broadcast;

/// <summary>How the live side writes JSON, over the hub and over HTTP alike: camelCase, enums as their names.</summary>
internal static class BroadcastJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Over the hub: a letter of any script is itself, not six of "\u0e81", as SignalR has it.</summary>
    public static readonly JsonSerializerOptions Hub = HubOptions();

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }

    private static JsonSerializerOptions HubOptions()
    {
        var options = Configure(new JsonSerializerOptions
        {
            PropertyNameCaseInsensitive = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it never stands in HTML
        });
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
