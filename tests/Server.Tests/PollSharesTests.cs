using System.Text.Json;
using System.Text.Json.Serialization;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Tests;

/// <summary>The server's percents and the browser's come from the same vectors.</summary>
public class PollSharesTests
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    [Fact]
    public void Shares_add_to_a_hundred_but_where_several_may_be_chosen()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "share-vectors.json"));
        foreach (var vector in JsonSerializer.Deserialize<Vector[]>(file, Json)!)
        {
            var poll = new PollView(
                PollId.New(), "Well?", [], PollState.Closed, vector.Tally, null, null, null, new PollRules(vector.Kind), vector.Voters);
            PollShares.Of(poll).ShouldBe(vector.Shares, $"{vector.Kind}: {string.Join(' ', vector.Tally)} of {vector.Voters}");
        }
    }

    private sealed record Vector(PollKind Kind, int Voters, int[] Tally, int[] Shares);
}
