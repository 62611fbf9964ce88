using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>A room in JSON, written once for many.</summary>
/// <param name="Json">UTF-8.</param>
[JsonConverter(typeof(Converter))]
internal sealed record WrittenRoom(byte[] Json)
{
    private sealed class Converter : JsonConverter<WrittenRoom>
    {
        public override WrittenRoom Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("A written room is read as a RoomView.");

        public override void Write(Utf8JsonWriter writer, WrittenRoom value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Json, skipInputValidation: true);
    }
}
