using System.Text.Json;
using System.Text.Json.Serialization;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>What somebody votes, as it is on the wire: <c>2</c>, <c>[2, 0]</c> or <c>"Vientiane"</c>.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct VoteArgument
{
    private readonly int _option;
    private readonly int[]? _options;
    private readonly string? _text;

    private VoteArgument(int option, int[]? options, string? text) => (_option, _options, _text) = (option, options, text);

    /// <summary>The command that casts it in a poll. What does not fit the poll is the command's to refuse.</summary>
    public TalkCommand In(PollId poll) =>
        _options is not null ? new CastBallot(poll, _options)
        : _text is not null ? new WriteAnswer(poll, _text)
        : new CastVote(poll, _option);

    private sealed class Converter : JsonConverter<VoteArgument>
    {
        public override VoteArgument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => new(reader.GetInt32(), null, null),
            JsonTokenType.String => new(0, null, reader.GetString()),
            JsonTokenType.StartArray => new(0, ReadOptions(ref reader), null),
            _ => throw new JsonException("A vote is a number, a list of numbers or a text."),
        };

        public override void Write(Utf8JsonWriter writer, VoteArgument value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Only clients write votes.");

        private static int[] ReadOptions(ref Utf8JsonReader reader)
        {
            var options = new List<int>();
            while (reader.Read() && reader.TokenType == JsonTokenType.Number)
                options.Add(reader.GetInt32());
            return reader.TokenType == JsonTokenType.EndArray && options.Count <= PollLimits.MostOptions
                ? [.. options]
                : throw new JsonException($"A vote's list has at most {PollLimits.MostOptions} numbers.");
        }
    }
}
