using System.Diagnostics.Metrics;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc;

/// <summary>How all voices do, of browsers and of telephones.</summary>
internal static class VoiceMeters
{
    private static readonly double[] Quantiles = [0.5, 0.95, 1];
    private static readonly RunningSum<AudioReceiver, VoiceCounts> Receivers = new(VoiceCounts.Of);
    private static readonly RunningSum<AudioSender, SenderCounts> Senders = new(SenderCounts.Of);

    static VoiceMeters()
    {
        var meter = RtcMeters.Meter;
        meter.CreateObservableUpDownCounter(
            "talks.rtc.voices.heard", () => Receivers.Sources.Length, "{voice}", "Voices received");
        meter.CreateObservableUpDownCounter(
            "talks.rtc.voices.told", () => Senders.Sources.Length, "{voice}", "Voices sent");
        Count("talks.rtc.packets.received", "Packets that arrived", total => total.Received);
        Count("talks.rtc.packets.lost", "Packets that were due and had not arrived", total => total.Lost);
        Count("talks.rtc.packets.late", "Packets that came after their turn, or twice", total => total.Late);
        Count("talks.rtc.packets.recovered", "Lost packets restored from others", total => total.Recovered);
        Count("talks.rtc.packets.dropped", "Packets thrown away because a reader fell behind", total => total.Dropped);
        Count("talks.rtc.packets.malformed", "Packets that were not what was agreed on", total => total.Malformed);
        meter.CreateObservableCounter("talks.rtc.packets.sent", () => Senders.Total.Packets, "{packet}", "Packets sent");
        meter.CreateObservableCounter(
            "talks.rtc.frames.overlapped",
            () => Senders.Total.Overlapped,
            "{frame}",
            "Frames that came for a voice while another thread sent one");
        meter.CreateObservableCounter(
            "talks.rtc.concealed",
            () => Receivers.Total.Concealed * VoiceFrame.Milliseconds / 1000.0,
            "s",
            "Sound made up because none had arrived");
        Measure("talks.rtc.jitter", "Interarrival jitter of a voice", () => Of(voice => voice.JitterMilliseconds));
        Measure("talks.rtc.delay", "Delay that evens out a voice's jitter", () => Of(voice => voice.DepthMilliseconds));
        Measure("talks.rtc.round_trip", "From here to whoever hears a voice, and back", RoundTrips);
    }

    public static void Add(AudioReceiver voice) => Receivers.Add(voice);

    public static void Add(AudioSender voice) => Senders.Add(voice);

    public static void Remove(AudioReceiver voice) => Receivers.Remove(voice);

    public static void Remove(AudioSender voice) => Senders.Remove(voice);

    private static IEnumerable<double> Of(Func<ReceiverStatistics, double> figure) =>
        Receivers.Sources.Select(voice => voice.Statistics).Where(voice => voice.Received > 0).Select(figure);

    private static IEnumerable<double> RoundTrips() =>
        Senders.Sources.Select(voice => voice.RoundTrip?.TotalMilliseconds).OfType<double>();

    private static void Count(string name, string description, Func<VoiceCounts, long> figure) =>
        RtcMeters.Meter.CreateObservableCounter(name, () => figure(Receivers.Total), "{packet}", description);

    /// <summary>The median, the 95th percentile and the worst of all voices.</summary>
    private static void Measure(string name, string description, Func<IEnumerable<double>> figures) =>
        RtcMeters.Meter.CreateObservableGauge(
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
