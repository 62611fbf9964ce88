using System.Reflection;
using System.Text.Json;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>Makes calls of all methods of the hub that read as genuine ones and mean anything: ids that are known or not, extreme numbers, odd words.</summary>
internal sealed class HubCallMaker(int seed)
{
    private static readonly MethodInfo[] Methods =
    [
        .. typeof(TalkHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition() == method && !method.IsSpecialName).OrderBy(method => method.Name, StringComparer.Ordinal),
    ];

    private static readonly string?[] Words =
    [
        "Hello", "How much is it?", "Yes", "No", "en", "lo", "", " ", null, "\0", "a\0b", "\u202Egnp.exe", "\uFFFF", new('x', 300), new('x', 3_000),
        "Z" + string.Concat(Enumerable.Repeat("\u0310\u0342", 400)), "https://moic.gov.la/", "javascript:alert(1)", "-1", "<b>", "ສະບາຍດີ", "👩\u200D🌾",
    ];

    private static readonly double[] Numbers = [0, 1, 2, 7, 10, -1, 0.5, -12, 1e9, int.MaxValue, int.MinValue];

    private readonly Random _random = new(seed);
    private readonly List<string> _known = [];

    /// <summary>Something that the talk has.</summary>
    public void Know(string id) => _known.Add(id);

    public void Forget() => _known.Clear();

    /// <summary>The next call: what is called, and with what.</summary>
    public (string Method, object?[] Arguments) Next(TalkId talk)
    {
        var method = Methods[_random.Next(Methods.Length)];
        return (method.Name, [.. method.GetParameters().Select(parameter => Odd(20) ? Wrong() : ArgumentFor(parameter.ParameterType, talk))]);
    }

    private object? ArgumentFor(Type asked, TalkId talk)
    {
        if (Nullable.GetUnderlyingType(asked) is { } underlying)
            return Odd(3) ? null : ArgumentFor(underlying, talk);
        if (asked == typeof(TalkId))
            return talk.ToString();
        if (asked == typeof(CommandId))
            return Odd(20) ? Id() : CommandId.New().ToString();
        if (asked == typeof(string))
            return Word();
        if (asked == typeof(string[]))
            return Enumerable.Range(0, _random.Next(8)).Select(_ => Word()).ToArray();
        if (asked == typeof(bool))
            return Odd(2);
        if (asked == typeof(int) || asked == typeof(long))
            return Odd(10) ? long.MaxValue : (long)Math.Truncate(Number());
        if (asked == typeof(double))
            return Odd(10) ? 1e308 : Number();
        if (asked == typeof(DateTimeOffset))
            return Odd(3) ? DateTimeOffset.MaxValue : Odd(3) ? DateTimeOffset.MinValue : TimeProvider.System.GetUtcNow().AddSeconds(Number() % 1_000);
        if (asked.IsEnum)
            return Odd(8) ? "nonsense" : Odd(8) ? 99 : JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(asked)[_random.Next(Enum.GetNames(asked).Length)]);
        if (asked == typeof(PollRules))
            return Odd(2) ? null : Rules(talk);
        if (asked == typeof(BlockTarget))
            return new Dictionary<string, object?>(StringComparer.Ordinal) { [((string[])["question", "message", "hand", "voice"])[_random.Next(4)]] = Id() };
        if (asked == typeof(StripSettings))
            return Odd(3) ? null : new { gainDb = Odd(4) ? 1e308 : Number(), highPass = Odd(2), automix = Odd(2) };
        if (asked == typeof(VoteArgument))
            return Odd(3) ? Word() : Odd(2) ? Enumerable.Range(0, _random.Next(5)).Select(_ => (int)Number()).ToArray() : (int)Number();
        return Id();
    }

    private Dictionary<string, object?> Rules(TalkId talk) => new(StringComparer.Ordinal)
    {
        ["kind"] = ArgumentFor(typeof(PollKind), talk),
        ["most"] = ArgumentFor(typeof(int?), talk),
        ["right"] = ArgumentFor(typeof(int?), talk),
        ["hidden"] = Odd(2),
        ["mayChange"] = Odd(2),
        ["seconds"] = ArgumentFor(typeof(int?), talk),
    };

    private object? Wrong() => _random.Next(6) switch
    {
        0 => null,
        1 => Array.Empty<object>(),
        2 => new { },
        3 => 1e300,
        4 => true,
        _ => Word(),
    };

    private string Id() => _known.Count > 0 && !Odd(5) ? _known[_random.Next(_known.Count)] : Odd(4) ? QuestionId.From(Guid.Empty).ToString() : QuestionId.New().ToString();

    private string? Word() => Words[_random.Next(Words.Length)];

    private double Number() => Numbers[_random.Next(Numbers.Length)];

    private bool Odd(int oneOf) => _random.Next(oneOf) == 0;
}
