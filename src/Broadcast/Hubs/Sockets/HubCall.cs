using System.Text.Json;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>A record of a client, read as far as it can be without knowing its method (SignalR's JSON protocol).</summary>
internal ref struct HubCall
{
    public const int Invocation = 1;
    public const int Ping = 6;
    public const int Close = 7;

    /// <summary>What kind of record it is; 0 when it does not say.</summary>
    public int Type { get; private set; }

    /// <summary>By which the client knows the answer; null when it wants none.</summary>
    public string? Id { get; private set; }

    /// <summary>The method; empty when it has a name that no method has.</summary>
    public string Target { get; private set; }

    /// <summary>Where its arguments begin, with their bracket.</summary>
    public ReadOnlySpan<byte> Arguments { get; private set; }

    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="BrokenSocketException">It is not a record of the protocol.</exception>
    public static HubCall Read(ReadOnlySpan<byte> record)
    {
        try
        {
            return ReadAll(record);
        }
        catch (InvalidOperationException halfLetter) // JSON, but no text
        {
            throw new JsonException(halfLetter.Message, halfLetter);
        }
    }

    private static HubCall ReadAll(ReadOnlySpan<byte> record)
    {
        var call = new HubCall { Target = "" };
        var reader = new Utf8JsonReader(record);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new BrokenSocketException("A record is a JSON object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
                call.Type = Next(ref reader, JsonTokenType.Number) && reader.TryGetInt32(out var type) ? type : 0;
            else if (reader.ValueTextEquals("invocationId"u8))
                call.Id = Next(ref reader, JsonTokenType.String) ? reader.GetString() : null;
            else if (reader.ValueTextEquals("target"u8))
                call.Target = Next(ref reader, JsonTokenType.String) ? reader.GetString()! : "";
            else if (reader.ValueTextEquals("arguments"u8))
                call.Arguments = record[Range(ref reader)];
            else
                reader.Skip();
        }
        while (reader.Read())
        {
            // whatever follows would throw
        }
        return call;
    }

    /// <summary>The arguments, as the method wants them.</summary>
    /// <exception cref="JsonException">They are none, too few, too many, or of another kind.</exception>
    public readonly object?[] ReadArguments(HubMethod method)
    {
        var arguments = method.Arguments.Length == 0 ? [] : new object?[method.Arguments.Length];
        var reader = new Utf8JsonReader(Arguments);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A call has a list of arguments.");
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
                throw new JsonException("A call has all arguments, null for what is left out.");
            arguments[i] = JsonSerializer.Deserialize(ref reader, method.Arguments[i]);
        }
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? arguments : throw new JsonException("A call has no more arguments than its method.");
    }

    private static bool Next(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        reader.Read();
        if (reader.TokenType == kind)
            return true;
        reader.Skip();
        return false;
    }

    private static Range Range(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}
