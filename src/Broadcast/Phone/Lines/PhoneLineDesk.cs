using System.Text.RegularExpressions;
using TalksPlatform.Broadcast.Phone.CallBack;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Phone.Lines;

/// <summary>Lets a host say what her series' telephone numbers do.</summary>
internal sealed partial class PhoneLineDesk(PhoneLineBook book, CallBackBudget budget) : IPhoneLines
{
    public async Task<PhoneLineView> GetAsync(SeriesId series, CancellationToken ct)
    {
        var line = await book.OfAsync(series, ct);
        var (calls, seconds) = await book.SpentAsync(series, await budget.TodayAsync(series, ct), ct);
        return new PhoneLineView(
            line.Numbers, line.Languages, line.CallsBack, line.Prefixes, line.CallsADay, line.MinutesADay, new PhoneSpent(calls, (seconds + 59) / 60));
    }

    public async Task<PhoneLineView> PutAsync(SeriesId series, PhoneLineRequest request, CancellationToken ct)
    {
        var line = new PhoneLine(
            series, request.Numbers ?? [], request.Languages ?? [], request.CallsBack, request.Prefixes ?? [], request.CallsADay, request.MinutesADay);
        if (Refuse(line) is { } fault)
            throw fault.AsException();
        if (!await book.TryPutAsync(line, ct))
            throw PhoneFaults.Taken.AsException();
        return await GetAsync(series, ct);
    }

    private static Fault? Refuse(PhoneLine line)
    {
        if (line.Numbers.Count > PhoneFaults.MostNumbers || !line.Numbers.All(Number.IsMatch))
            return PhoneFaults.Number;
        if (!line.Languages.All(PromptTexts.IsOffered) || line.Languages.Distinct(StringComparer.Ordinal).Count() != line.Languages.Count)
            return PhoneFaults.Language;
        if (line.Prefixes.Count > PhoneFaults.MostPrefixes || !line.Prefixes.All(Prefix.IsMatch) || (line.CallsBack && line.Prefixes.Count == 0))
            return PhoneFaults.Prefix;
        return line is { CallsADay: >= 0 and <= PhoneFaults.MostCalls, MinutesADay: >= 0 and <= PhoneFaults.MostMinutes } ? null : PhoneFaults.Budget;
    }

    [GeneratedRegex(@"^\+?[0-9]{3,20}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Number { get; }

    [GeneratedRegex(@"^\+?[0-9]{1,15}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Prefix { get; }
}
