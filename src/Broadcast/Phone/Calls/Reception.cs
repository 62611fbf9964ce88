using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Phone.Lines;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>Gives each call that is answered an attendant, and knows who is on the line.</summary>
internal sealed class Reception(CallEquipment equipment, CallersOnLine online, CallerIdentity identities, ILogger<Reception> logger)
{
    private readonly ConcurrentDictionary<SipCall, Task> _running = new();

    /// <summary>Who a caller is by each line of her number; by a hidden one somebody new.</summary>
    public IEnumerable<Caller> WhoIs(TalkSession talk, string number) => CallerIdentity.Normal(number) is null
        ? [identities.Of(talk.Id, number)]
        : Enumerable.Range(0, CallerIdentity.Lines).Select(line => identities.Of(talk.Id, number, line));

    /// <summary>Whether anybody of this number was shut out of the talk.</summary>
    public bool IsBlocked(TalkSession talk, string number) => WhoIs(talk, number).Any(caller => talk.State.Blocked.Contains(caller.Person));

    /// <summary>Attends to a call until it is over, and frees its line.</summary>
    public Task AttendAsync(SipCall call, TalkSession talk, PhoneLine line, LinePlace place)
    {
        place.Hold(call);
        return _running[call] = RunAsync(call, talk, line, place);
    }

    /// <summary>Hangs up on everybody, and waits until nothing of their calls is left.</summary>
    public async Task CloseAsync()
    {
        var running = _running.ToArray();
        await Task.WhenAll(running.Select(call => call.Key.HangUpAsync(CancellationToken.None)));
        await Task.WhenAll(running.Select(call => call.Value));
    }

    private async Task RunAsync(SipCall call, TalkSession talk, PhoneLine line, LinePlace place)
    {
        try
        {
            var attendant = new CallAttendant(equipment, new CallerLine(call, equipment.Time), talk, place.Caller, LanguagesOf(talk, line)); // hears her keys at once
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await attendant.RunAsync();
            logger.LogInformation("Talk {Talk}: a call is over: {Reason}", talk.Id, await call.Ended);
        }
        catch (Exception defect) // one call's defect ends that call
        {
            logger.LogError(defect, "Talk {Talk}: a call was cut", talk.Id);
            await call.DisposeAsync();
        }
        finally
        {
            online.Leave(place);
            _running.TryRemove(call, out _);
        }
    }

    private static IReadOnlyList<string> LanguagesOf(TalkSession talk, PhoneLine line)
    {
        if (line.Languages.Count > 0)
            return line.Languages;
        var own = talk.State.Card!.Language.Split('-')[0];
        return [PromptTexts.IsOffered(own) ? own : PromptTexts.Fallback];
    }
}
