using System.Globalization;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>
/// Knows a caller again who calls a second time: her seat, and the person that she is in the talk, follow from the talk and
/// her number. In another talk she is another one, and the number itself is kept nowhere. There are so few numbers that a
/// plain hash would give them away to whoever tries all; so it is made with a key that lies beside the database and not in it.
/// Several may call from behind one number: each line has a person of its own, in order, but they have one vote together.
/// </summary>
internal sealed class CallerIdentity
{
    /// <summary>How many may be on the line from behind one number.</summary>
    public const int Lines = 8;

    private const int FewestDigits = 5;
    private const int DigitsToMask = 6;

    private readonly HouseKey _key;

    public CallerIdentity(DataFolder data) => _key = new HouseKey(data, "callers");

    /// <summary>Whoever calls the talk by this line of the number, from 0; somebody new each time when the number is hidden or says nothing.</summary>
    public Caller Of(TalkId talk, string number, int line = 0)
    {
        if (Normal(number) is not { } digits)
            return new Caller(PersonId.New(), Voter: null, Phone: null);
        var voter = PersonOf(talk, digits, line: 0);
        return new Caller(line == 0 ? voter : PersonOf(talk, digits, line), voter, digits.Length < DigitsToMask ? null : $"…{digits[^2..]}");
    }

    /// <summary>The digits of a number as it is called from anywhere; null when it is hidden or says nothing.</summary>
    public static string? Normal(string number)
    {
        var digits = new string([.. number.Where(char.IsAsciiDigit)]);
        if (digits.StartsWith("00", StringComparison.Ordinal))
            digits = digits[2..];
        return digits.Length < FewestDigits || number.Any(char.IsAsciiLetter) ? null : digits;
    }

    private PersonId PersonOf(TalkId talk, string digits, int line)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"caller {talk} {digits}{(line == 0 ? "" : $" {line}")}");
        return new PersonId(new Guid(_key.Sign(text).AsSpan(0, 16)));
    }
}
