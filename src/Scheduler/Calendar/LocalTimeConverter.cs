using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace TalksPlatform.Scheduler.Calendar;

/// <summary>Reads and writes a local time as 2026-11-26T19:00:00; seconds may be left out.</summary>
internal sealed class LocalTimeConverter : JsonConverter<LocalDateTime>
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    public override LocalDateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString() ?? "";
        var parsed = LocalDateTimePattern.ExtendedIso.Parse(text);
        if (!parsed.Success)
            parsed = Minutes.Parse(text);
        return parsed.Success ? parsed.Value : throw SchedulerFaults.SlotUnset.AsException();
    }

    public override void Write(Utf8JsonWriter writer, LocalDateTime value, JsonSerializerOptions options) =>
        writer.WriteStringValue(LocalDateTimePattern.GeneralIso.Format(value));
}
