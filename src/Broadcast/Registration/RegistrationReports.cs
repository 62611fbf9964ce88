using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Registration;

/// <summary>
/// Reports of who was reached, for hosts and those whom they report to: of a talk, and of all talks of a series. A series has
/// no numbers of its own: they would tell, by difference, what a talk's withhold.
/// </summary>
internal static class RegistrationReports
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api").RequireAuthorization(Policies.Host);
        api.MapGet("/talks/{talkId}/registrations", OfTalkAsync).WithName("ReportRegistrationsOfTalk");
        api.MapGet("/talks/{talkId}/registrations.csv", CsvOfTalkAsync).WithName("ReportRegistrationsOfTalkAsCsv");
        api.MapGet("/series/{seriesId}/registrations", OfSeriesAsync).WithName("ReportRegistrationsOfSeries");
        api.MapGet("/series/{seriesId}/registrations.csv", CsvOfSeriesAsync).WithName("ReportRegistrationsOfSeriesAsCsv");
        ReportLinks.Map(endpoints);
    }

    private static async Task<JsonHttpResult<RegistrationReport>> OfTalkAsync(
        TalkId talkId, TalkDirectory talks, BroadcastDb db, CancellationToken ct) =>
        TypedResults.Json(await ReportAsync(await talks.FindAsync(talkId, ct), db, ct), BroadcastJson.Options);

    private static async Task<FileContentHttpResult> CsvOfTalkAsync(
        TalkId talkId, TalkDirectory talks, BroadcastDb db, CancellationToken ct) =>
        Csv([await ReportAsync(await talks.FindAsync(talkId, ct), db, ct)]);

    private static async Task<JsonHttpResult<IReadOnlyList<RegistrationReport>>> OfSeriesAsync(
        SeriesId seriesId, TalkLog log, BroadcastDb db, CancellationToken ct) =>
        TypedResults.Json(await ReportsAsync(seriesId, log, db, ct), BroadcastJson.Options);

    /// <summary>The reports of a series' talks as one table.</summary>
    public static async Task<FileContentHttpResult> CsvOfSeriesAsync(
        SeriesId seriesId, TalkLog log, BroadcastDb db, CancellationToken ct) =>
        Csv(await ReportsAsync(seriesId, log, db, ct));

    private static async Task<IReadOnlyList<RegistrationReport>> ReportsAsync(
        SeriesId series, TalkLog log, BroadcastDb db, CancellationToken ct)
    {
        var talks = await db.RegisteredTalksAsync(series, ct);
        var cards = await log.CardsOfEndedAsync(talks, ct);
        var reports = new List<RegistrationReport>();
        foreach (var talk in talks.Where(cards.ContainsKey))
            reports.Add(await ReportAsync(talk, cards[talk], db, ct));
        return reports;
    }

    private static async Task<RegistrationReport> ReportAsync(TalkSession talk, BroadcastDb db, CancellationToken ct)
    {
        if (talk.State.Phase != TalkPhase.Ended)
            throw RegistrationFaults.NotYet.AsException();
        return await ReportAsync(talk.Id, talk.State.Card!, db, ct);
    }

    private static async Task<RegistrationReport> ReportAsync(TalkId talk, TalkCard card, BroadcastDb db, CancellationToken ct) =>
        RegistrationReport.Of(talk, card, (await db.AnswersAsync(talk, ct)).Select(row => row.Answers));

    private static FileContentHttpResult Csv(IReadOnlyList<RegistrationReport> reports)
    {
        var text = new StringBuilder("\uFEFF").Append(CsvText.Row("talk", "date", "question", "answer", "people", "rounded_down"));
        foreach (var report in reports)
        {
            string[] talk = [report.Title, report.StartsAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
            var rounded = report.Rounded ? "yes" : "no";
            text.Append(CsvText.Row([.. talk, "all", "all", report.People is { } people ? Number(people) : "fewer than 5", rounded]));
            foreach (var field in report.Fields)
                foreach (var answer in field.Answers)
                    text.Append(CsvText.Row([.. talk, field.Name.ToString().ToLowerInvariant(), answer.Value, Number(answer.People), rounded]));
        }
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "registrations.csv");
    }

    private static string Number(int people) => people.ToString(CultureInfo.InvariantCulture);
}
