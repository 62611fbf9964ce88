using System.Text.Json.Serialization;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>How two speak off the air.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IntercomWay>))]
internal enum IntercomWay
{
    /// <summary>One speaks to the other.</summary>
    Talk,

    /// <summary>Both speak and hear: with somebody who is not on air.</summary>
    Screen,

    /// <summary>One hears the other.</summary>
    Listen,
}

/// <summary>
/// Speech that is not for the air: talkback, screening, pre-listening. It goes from seat to seat before the fader, in the
/// returns alone, so it cannot reach the bus, a leg, or a track. It lasts for as long as somebody holds the key.
/// </summary>
internal sealed class Intercom(TalkProgramme programme)
{
    /// <summary>How long it goes on without being held.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    public static readonly Fault NoMicrophone = new("intercom.no-microphone", FaultKind.Conflict,
        "Connect your microphone to the studio first.");

    public static readonly Fault Station = new("intercom.station", FaultKind.Conflict,
        "A station may transmit all that it hears, so nobody can speak to it off the air.");

    public static readonly Fault OnAir = new("voice.on-air", FaultKind.Conflict,
        "This voice is on air. Take it off the air first.");

    private static readonly long LeaseTicks = Lease.Ticks / AudioFrame.Duration.Ticks;

    /// <summary>The key is down, or still down.</summary>
    /// <exception cref="FaultException">Nobody is there, or the way is not open to these two.</exception>
    public void Hold(ContributionId who, ContributionId voice, IntercomWay way)
    {
        var other = programme.FindConnected(voice) ?? throw StageFaults.NotConnected.AsException();
        if (way != IntercomWay.Listen)
        {
            if (programme.FindConnected(who) is null || who == voice)
                throw NoMicrophone.AsException();
            if (other.Contribution is { Kind: VoiceKind.Station })
                throw Station.AsException();
            if (way == IntercomWay.Screen && other.IsOnAir)
                throw OnAir.AsException();
        }

        programme.ChangeLinks((seatOf, tick) =>
        {
            var (one, two) = (seatOf(who), seatOf(voice));
            if (way != IntercomWay.Listen)
                Renew(one, two, takesOffAir: true, tick);
            if (way != IntercomWay.Talk)
                Renew(two, one, takesOffAir: false, tick);
        });
    }

    /// <summary>The key is up.</summary>
    public void Release(ContributionId who, ContributionId voice) => programme.ChangeLinks((_, tick) =>
    {
        foreach (var seat in programme.Seats)
        {
            foreach (var link in seat.Hears)
            {
                if ((link.From.Id == who && link.To.Id == voice) || (link.From.Id == voice && link.To.Id == who && !link.TakesOffAir))
                    link.Until = Math.Min(link.Until, tick + 1);
            }
        }
    });

    private static void Renew(Seat from, Seat to, bool takesOffAir, long tick)
    {
        if (Array.Find(to.Hears, known => known.From == from && known.TakesOffAir == takesOffAir && known.IsLinkedAt(tick)) is { } link)
        {
            link.Until = tick + LeaseTicks;
            return;
        }

        link = new IntercomLink(from, to, takesOffAir) { Until = tick + LeaseTicks };
        to.Link(to.Says, [.. to.Hears.Where(known => known.IsLinkedAt(tick)), link]);
        from.Link([.. from.Says.Where(known => known.IsLinkedAt(tick)), link], from.Hears);
    }
}
