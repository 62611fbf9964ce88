using Microsoft.Extensions.Hosting;
using TalksPlatform.Broadcast.Media.Outputs.StudioLink;
using TalksPlatform.Broadcast.Phone.CallBack;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Phone.Lines;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>
/// Takes every call that comes in: finds the talk that was dialled and who calls, refuses whom it must, and hands the others
/// to an attendant, or to the desk that calls back.
/// </summary>
internal sealed class Switchboard(
    Telephone telephone, DialPlan plan, Reception reception, CallersOnLine online, CallBackDesk callBack, StationDoor stations,
    TalkDirectory talks) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        telephone.Answer = AnswerAsync;
        talks.KeepWhile(talk => online.HasAny(talk.Id));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        telephone.Answer = null;
        return reception.CloseAsync();
    }

    private async Task AnswerAsync(SipIncomingCall ringing)
    {
        var found = await plan.FindAsync(ringing.To.User, ringing.GivenUp);
        if (stations.TryTake(ringing, found?.Talk.Id))
            return;
        if (found is not { } dialled)
        {
            await ringing.RejectAsync(404, "No such talk", CancellationToken.None);
            return;
        }

        var (talk, line) = dialled;
        var number = (ringing.Identity ?? ringing.From).User;
        if (reception.IsBlocked(talk, number))
            await ringing.RejectAsync(603, "Not in this talk", CancellationToken.None);
        else if (online.TryEnter(talk.Id, reception.WhoIs(talk, number)) is not { } place)
            await ringing.RejectAsync(486, "All lines of this number are taken", CancellationToken.None);
        else if (CallBackDesk.Wants(line, ringing.Trunk, number))
            await CallBackAsync(ringing, talk, line, place, number);
        else
            await AttendAsync(ringing, talk, line, place);
    }

    private async Task CallBackAsync(SipIncomingCall ringing, TalkSession talk, PhoneLine line, LinePlace place, string number)
    {
        await ringing.RejectAsync(486, "We call you back", CancellationToken.None);
        _ = callBack.CallAsync(talk, line, place, ringing.Trunk!, number);
    }

    private async Task AttendAsync(SipIncomingCall ringing, TalkSession talk, PhoneLine line, LinePlace place)
    {
        SipCall call;
        try
        {
            call = await ringing.AcceptAsync();
        }
        catch
        {
            online.Leave(place); // she hung up while it rang
            throw;
        }
        _ = reception.AttendAsync(call, talk, line, place);
    }
}
