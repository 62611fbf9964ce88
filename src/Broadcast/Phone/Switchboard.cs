using System.Collections.Concurrent;
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
internal sealed class Switchboard(
    Telephone telephone, StudioFloor floor, Greeting greeting, CallerIdentity identities, ILogger<Switchboard> logger) : IHostedService
{
    private readonly ConcurrentDictionary<TalkId, int> _callers = new();

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
        var own = identities.Of(run.Programme.Talk, number);
        if (own is { } known && run.IsBlocked(new PersonId(known.Value)))
        {
            await ringing.RejectAsync(603, "Not in this talk", CancellationToken.None);
            return;
        }
        var prompt = await greeting.LoadAsync(ringing.GivenUp);
        var call = await ringing.AcceptAsync();
        var name = NameOf(run.Programme.Talk, number);
        var caller = run.Programme.Seat(own, id => new SipContribution(id, name, VoiceKind.Caller, call, prompt));
        if (run.IsBlocked(new PersonId(caller.Id.Value)))
            await run.Programme.UnseatAsync(caller); // it happened while it rang
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
    private string NameOf(TalkId talk, string number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Caller {_callers.AddOrUpdate(talk, 1, (_, before) => before + 1)}");
        return number.Length >= 6 && number.All(c => char.IsAsciiDigit(c) || c == '+') ? $"{name} (…{number[^2..]})" : name;
    }

    private async Task SeeOffAsync(TalkProgramme programme, SipContribution caller)
    {
        var reason = await caller.Call.Ended;
        await programme.UnseatAsync(caller);
        logger.LogInformation("Talk {Talk}: {Caller} has left: {Reason}", programme.Talk, caller.Name, reason);
    }
}
