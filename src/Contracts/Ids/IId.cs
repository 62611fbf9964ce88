using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalksPlatform.Contracts;

/// <summary>An identifier of ours: a UUIDv7 that a compiler tells from every other. In text it is 32 lower-case hex digits.</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The identifier as PostgreSQL's uuid stores it.</summary>
    Guid Value { get; }

    /// <summary>The identifier that bears this value.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Writes and reads an identifier as its text.</summary>
/// <typeparam name="TId">The identifier.</typeparam>
public sealed class IdJsonConverter<TId> : JsonConverter<TId> where TId : struct, IId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IdText.TryParse<TId>(reader.GetString(), out var id)
            ? id
            : throw new JsonException($"A {typeof(TId).Name} is 32 hexadecimal digits.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(IdText.Format(value.Value));
}

/// <summary>The one text form of our identifiers.</summary>
internal static class IdText
{
    public static string Format(Guid value) => value.ToString("N");

    public static bool TryParse<TId>([NotNullWhen(true)] string? text, out TId id) where TId : struct, IId<TId>
    {
        var ok = Guid.TryParse(text, out var value) && value != Guid.Empty;
        id = ok ? TId.From(value) : default;
        return ok;
    }
}
