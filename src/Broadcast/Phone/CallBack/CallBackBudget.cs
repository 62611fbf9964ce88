using TalksPlatform.Broadcast.Phone.Lines;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.CallBack;

/// <summary>How much a series may still spend on calling back today, by its own zone's day.</summary>
internal sealed class CallBackBudget(PhoneLineBook book, IEpisodeReader episodes, TimeProvider time)
{
    /// <summary>Time is taken out of the budget in such pieces before it is spent, so that a kill -9 loses none of it.</summary>
    public static readonly TimeSpan Piece = TimeSpan.FromSeconds(15);

    /// <summary>The day that it is in the zone of the series.</summary>
    public async Task<DateOnly> TodayAsync(SeriesId series, CancellationToken ct)
    {
        var zone = (await episodes.SeriesAsync(ct)).FirstOrDefault(card => card.Id == series)?.Zone;
        var local = zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? TimeZoneInfo.ConvertTime(time.GetUtcNow(), found)
            : time.GetUtcNow();
        return DateOnly.FromDateTime(local.DateTime);
    }

    /// <summary>Takes one call and its first piece of time; false when today has no more.</summary>
    public async Task<bool> TryBeginAsync(PhoneLine line, CancellationToken ct) =>
        await book.TrySpendAsync(line, await TodayAsync(line.Series, ct), calls: 1, (int)Piece.TotalSeconds, ct);

    /// <summary>Takes another piece of time; false when today has no more.</summary>
    public async Task<bool> TryGoOnAsync(PhoneLine line, CancellationToken ct) =>
        await book.TrySpendAsync(line, await TodayAsync(line.Series, ct), calls: 0, (int)Piece.TotalSeconds, ct);
}
