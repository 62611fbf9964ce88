using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Phone.CallBack;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Phone.Lines;

/// <summary>Lets a host say what her series' telephone numbers do.</summary>
internal static partial class PhoneLineEndpoints
{
    /// <summary>A line; what is left out is none, off or 0.</summary>
    public sealed record Request(
        string[]? Numbers = null, string[]? Languages = null, bool CallsBack = false, string[]? Prefixes = null, int CallsADay = 0, int MinutesADay = 0);

    /// <summary>What was spent today.</summary>
    public sealed record Spent(int Calls, int Minutes);

    /// <summary>A line as it is.</summary>
    public sealed record View(
        IReadOnlyList<string> Numbers, IReadOnlyList<string> Languages, bool CallsBack, IReadOnlyList<string> Prefixes, int CallsADay, int MinutesADay, Spent Spent);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var line = endpoints.MapGroup("/api/series/{seriesId}/phone-line").RequireAuthorization(Policies.Host);
        line.MapGet("", GetAsync).WithName("GetPhoneLine");
        line.MapPut("", PutAsync).WithName("PutPhoneLine");
    }

    private static async Task<Ok<View>> GetAsync(SeriesId seriesId, PhoneLineBook book, CallBackBudget budget, CancellationToken ct)
    {
        var line = await book.OfAsync(seriesId, ct);
        var (calls, seconds) = await book.SpentAsync(seriesId, await budget.TodayAsync(seriesId, ct), ct);
        return TypedResults.Ok(new View(
            line.Numbers, line.Languages, line.CallsBack, line.Prefixes, line.CallsADay, line.MinutesADay, new Spent(calls, (seconds + 59) / 60)));
    }

    private static async Task<Ok<View>> PutAsync(SeriesId seriesId, Request request, PhoneLineBook book, CallBackBudget budget, CancellationToken ct)
    {
        var line = new PhoneLine(
            seriesId, request.Numbers ?? [], request.Languages ?? [], request.CallsBack, request.Prefixes ?? [], request.CallsADay, request.MinutesADay);
        if (Refuse(line) is { } fault)
            throw fault.AsException();
        if (!await book.TryPutAsync(line, ct))
            throw PhoneFaults.Taken.AsException();
        return await GetAsync(seriesId, book, budget, ct);
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
