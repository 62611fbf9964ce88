using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Phone.Lines;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Foundation;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Phone.CallBack;

/// <summary>
/// Calls back whoever gave a missed call, by the trunk that brought it, so that it costs her nothing: only numbers whose
/// prefix is allowed, only within the day's budget, one call at a time to each number.
/// </summary>
internal sealed class CallBackDesk(
    Telephone telephone, Reception reception, CallersOnLine online, CallBackBudget budget, TimeProvider time, ILogger<CallBackDesk> logger)
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(2); // her own call must be over, or she is engaged

    private readonly ConcurrentDictionary<string, bool> _calling = new(StringComparer.Ordinal);
    private readonly Paces<string> _pace = new(time, burst: 5, perSecond: 1 / 600d);

    /// <summary>Whether a call of this number by this trunk is one to be refused and called back.</summary>
    public static bool Wants(PhoneLine line, string? trunk, string number) =>
        line.CallsBack && trunk is not null && AllowedPrefixes.Allow(line.Prefixes, number);

    /// <summary>Calls her, and frees her line. Nothing of it is an error: she is called, or she is not.</summary>
    public async Task CallAsync(TalkSession talk, PhoneLine line, LinePlace place, string trunk, string number)
    {
        try
        {
            await CallOnceAsync(talk, line, place, trunk, number);
        }
        finally
        {
            online.Leave(place);
        }
    }

    private async Task CallOnceAsync(TalkSession talk, PhoneLine line, LinePlace place, string trunk, string number)
    {
        var digits = PhoneLine.Plain(number);
        if (!_calling.TryAdd(digits, true))
            return;
        try
        {
            if (!_pace.TryTake(digits) || !await budget.TryBeginAsync(line, CancellationToken.None))
            {
                logger.LogWarning("Talk {Talk}: a caller is not called back, for today's budget is spent or she calls too often", talk.Id);
                return;
            }
            await Task.Delay(Breath, time);
            await using var call = await telephone.CallAsync(
                $"tel:{(number.StartsWith('+') ? "+" : "")}{digits}", new SipCallOptions { Trunk = trunk }, CancellationToken.None);
            using var over = new CancellationTokenSource();
            var paying = PayAsync(line, call, over.Token);
            try
            {
                await reception.AttendAsync(call, talk, line, place);
            }
            finally
            {
                await over.CancelAsync();
                await paying;
            }
        }
        catch (Exception failure) when (failure is SipCallException or FormatException or DbException or TimeoutException)
        {
            logger.LogWarning("Talk {Talk}: a caller could not be called back ({Reason})", talk.Id, failure.Message);
        }
        finally
        {
            _calling.TryRemove(digits, out _);
        }
    }

    /// <summary>Takes time out of the budget as it goes, and ends the call when there is no more of it.</summary>
    private async Task PayAsync(PhoneLine line, SipCall call, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(CallBackBudget.Piece, time, over);
                if (await budget.TryGoOnAsync(line, over))
                    continue;
                logger.LogWarning("A call to a caller ends, for today's budget is spent");
                await call.HangUpAsync(CancellationToken.None);
                return;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The call is over.
        }
        catch (Exception away)
        {
            logger.LogWarning("A call to a caller ends, for its budget cannot be read ({Reason})", away.Message);
            await call.HangUpAsync(CancellationToken.None);
        }
    }
}
