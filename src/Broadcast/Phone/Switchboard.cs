using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>
/// Answers callers: they hear that they may be aired, then the programme, and wait in the studio as "Caller 1" until a host
/// puts them on air.
/// </summary>
internal sealed class Switchboard(Telephone telephone, StudioFloor floor, Greeting greeting, ILogger<Switchboard> logger) : IHostedService
{
    private int _callers;

    /// <summary>A caller pressed a key; raised on a network thread.</summary>
    public event Action<TalkId, ContributionId, char>? CallerDigit;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        telephone.Answer = AnswerAsync;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task AnswerAsync(SipIncomingCall ringing)
    {
        if (TalkFor(ringing.To.User) is not { } run)
        {
            await ringing.RejectAsync(404, "No such talk is open", CancellationToken.None);
            return;
        }

        var number = (ringing.Identity ?? ringing.From).User;
        var id = CallerIdentity.Of(run.Programme.Talk, number);
        if (id is { } known && run.IsBlocked(new PersonId(known.Value)))
        {
            await ringing.RejectAsync(603, "Not in this talk", CancellationToken.None);
            return;
        }
        if (id is null || run.Programme.Seats.Any(seat => seat.Id == id))
            id = ContributionId.New(); // a hidden number, or two at once from behind one

        var prompt = await greeting.LoadAsync(ringing.GivenUp);
        var call = await ringing.AcceptAsync();
        var caller = new SipContribution(id.Value, NameOf(number), VoiceKind.Caller, call, prompt);
        caller.DigitPressed += digit => CallerDigit?.Invoke(run.Programme.Talk, caller.Id, digit);
        await run.Programme.SeatAsync(caller);
        logger.LogInformation("Talk {Talk}: {Caller} is on the line", run.Programme.Talk, caller.Name);
        _ = SeeOffAsync(run.Programme, caller);
    }

    /// <summary>The talk that was dialled, or the only one that is open.</summary>
    private ProgrammeRun? TalkFor(string dialled)
    {
        ProgrammeRun[] open = [.. floor.Runs];
        return Array.Find(open, run => string.Equals(run.Slug, dialled, StringComparison.OrdinalIgnoreCase))
            ?? (open.Length == 1 ? open[0] : null);
    }

    /// <summary>Two digits of the number tell a caller from the next one, and nobody who she is.</summary>
    private string NameOf(string number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Caller {Interlocked.Increment(ref _callers)}");
        return number.Length >= 6 && number.All(c => char.IsAsciiDigit(c) || c == '+') ? $"{name} (…{number[^2..]})" : name;
    }

    private async Task SeeOffAsync(TalkProgramme programme, SipContribution caller)
    {
        var reason = await caller.Call.Ended;
        await programme.UnseatAsync(caller);
        logger.LogInformation("Talk {Talk}: {Caller} has left: {Reason}", programme.Talk, caller.Name, reason);
    }
}
