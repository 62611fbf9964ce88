using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc;

/// <summary>
/// How all voices of this process do, for whoever watches it (System.Diagnostics.Metrics). Everything is summed up when it
/// is asked for: a packet costs nothing here, and no instrument names a peer.
/// </summary>
public static class RtcMeters
{
    /// <summary>The meter's name.</summary>
    public const string Name = "TalksPlatform.Rtc";

    private const string Packets = "{packet}";
    private static readonly double[] Quantiles = [0.5, 0.95, 1];
    private static readonly Meter Meter = new(Name);
    private static readonly ConcurrentDictionary<AudioReceiver, bool> Receivers = new();
    private static readonly ConcurrentDictionary<AudioSender, bool> Senders = new();
    private static readonly Lock Gate = new();
    private static ReceiverStatistics _ended;
    private static long _endedSent;

    static RtcMeters()
    {
        Meter.CreateObservableUpDownCounter("talks.rtc.voices.heard", () => Receivers.Count, "{voice}", "Voices received");
        Meter.CreateObservableUpDownCounter("talks.rtc.voices.told", () => Senders.Count, "{voice}", "Voices sent");
        Count("talks.rtc.packets.received", "Packets that arrived", total => total.Received);
        Count("talks.rtc.packets.lost", "Packets that were due and had not arrived", total => total.Lost);
        Count("talks.rtc.packets.late", "Packets that came after their turn, or twice", total => total.Late);
        Count("talks.rtc.packets.recovered", "Lost packets restored from others", total => total.Recovered);
        Count("talks.rtc.packets.dropped", "Packets thrown away because a reader fell behind", total => total.Dropped);
        Count("talks.rtc.packets.malformed", "Packets that were not what was agreed on", total => total.Malformed);
        Meter.CreateObservableCounter("talks.rtc.packets.sent", Sent, Packets, "Packets sent");
        Meter.CreateObservableCounter(
            "talks.rtc.concealed",
            () => Total().Concealed * VoiceFrame.Milliseconds / 1000.0,
            "s",
            "Sound made up because none had arrived");
        Measure("talks.rtc.jitter", "Interarrival jitter of a voice", () => Of(voice => voice.JitterMilliseconds));
        Measure("talks.rtc.delay", "Delay that evens out a voice's jitter", () => Of(voice => voice.DepthMilliseconds));
        Measure("talks.rtc.round_trip", "From here to a listener and back", RoundTrips);
    }

    internal static void Add(AudioReceiver receiver) => Receivers[receiver] = true;

    internal static void Add(AudioSender sender) => Senders[sender] = true;

    /// <summary>A voice ends; what it counted stays in the sums.</summary>
    internal static void Remove(AudioReceiver receiver)
    {
        lock (Gate)
        {
            if (Receivers.TryRemove(receiver, out _))
                _ended = Sum(_ended, receiver.Statistics);
        }
    }

    /// <summary>A voice ends; what it counted stays in the sums.</summary>
    internal static void Remove(AudioSender sender)
    {
        lock (Gate)
        {
            if (Senders.TryRemove(sender, out _))
                _endedSent += sender.Packets;
        }
    }

    private static ReceiverStatistics Total()
    {
        lock (Gate)
            return Receivers.Aggregate(_ended, (sum, voice) => Sum(sum, voice.Key.Statistics));
    }

    private static long Sent()
    {
        lock (Gate)
            return Senders.Aggregate(_endedSent, (sum, voice) => sum + voice.Key.Packets);
    }

    private static ReceiverStatistics Sum(ReceiverStatistics one, ReceiverStatistics other) => one with
    {
        Received = one.Received + other.Received,
        Lost = one.Lost + other.Lost,
        Late = one.Late + other.Late,
        Dropped = one.Dropped + other.Dropped,
        Malformed = one.Malformed + other.Malformed,
        Concealed = one.Concealed + other.Concealed,
        Recovered = one.Recovered + other.Recovered,
    };

    private static IEnumerable<double> Of(Func<ReceiverStatistics, double> figure) =>
        Receivers.Keys.Select(voice => voice.Statistics).Where(voice => voice.Received > 0).Select(figure);

    private static IEnumerable<double> RoundTrips() =>
        Senders.Keys.Select(voice => voice.RoundTrip?.TotalMilliseconds).OfType<double>();

    private static void Count(string name, string description, Func<ReceiverStatistics, long> figure) =>
        Meter.CreateObservableCounter(name, () => figure(Total()), Packets, description);

    /// <summary>The median, the 95th percentile and the worst of all voices.</summary>
    private static void Measure(string name, string description, Func<IEnumerable<double>> figures) =>
        Meter.CreateObservableGauge(
            name,
            () =>
            {
                var sorted = figures().Order().ToArray();
                return sorted.Length == 0
                    ? []
                    : Quantiles.Select(quantile => new Measurement<double>(
                        sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1],
                        new KeyValuePair<string, object?>("quantile", quantile)));
            },
            "ms",
            description);
}
