using System.Security.Cryptography;
using System.Text;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>
/// Knows a caller again who calls a second time: her seat, and the person that she is in the talk, follow from the talk and
/// her number. In another talk she is another one, and the number itself is kept nowhere.
/// </summary>
internal static class CallerIdentity
{
    private const int FewestDigits = 5;

    /// <summary>The same value for the same number in the same talk; null when the number is hidden or says nothing.</summary>
    public static ContributionId? Of(TalkId talk, string number)
    {
        var digits = number.Where(char.IsAsciiDigit).ToArray();
        if (digits.Length < FewestDigits)
            return null;
        var name = SHA256.HashData(Encoding.ASCII.GetBytes($"caller {talk} {new string(digits)}"));
        return new ContributionId(new Guid(name.AsSpan(0, 16)));
    }
}
