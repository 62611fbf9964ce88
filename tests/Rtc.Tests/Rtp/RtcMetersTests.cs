using System.Diagnostics.Metrics;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

public sealed class RtcMetersTests
{
    [Fact]
    public void Voices_are_summed_up_while_they_last_and_after()
    {
        var random = new Random(6);
        var before = Observe();

        using (var line = new VoiceLine(AudioFormat.Opus(111)) { Travel = _ => random.NextDouble() < 0.1 ? null : 10 })
        {
            line.Run(seconds: 10);
            var during = Observe();
            (Sum(during, "talks.rtc.packets.received") - Sum(before, "talks.rtc.packets.received"))
                .ShouldBeGreaterThanOrEqualTo(line.Receiver.Statistics.Received);
            Sum(during, "talks.rtc.voices.heard").ShouldBeGreaterThanOrEqualTo(1);
            during.Keys.Where(key => key.StartsWith("talks.rtc.delay", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .ShouldBe(["talks.rtc.delay quantile=0.5", "talks.rtc.delay quantile=0.95", "talks.rtc.delay quantile=1"]);
        }

        var after = Observe();
        (Sum(after, "talks.rtc.packets.received") - Sum(before, "talks.rtc.packets.received")).ShouldBeGreaterThanOrEqualTo(400);
        (Sum(after, "talks.rtc.packets.lost") - Sum(before, "talks.rtc.packets.lost")).ShouldBeGreaterThanOrEqualTo(30);
        (Sum(after, "talks.rtc.packets.sent") - Sum(before, "talks.rtc.packets.sent")).ShouldBeGreaterThanOrEqualTo(500);
    }

    [Fact]
    public void No_instrument_names_a_peer()
    {
        using var line = new VoiceLine(AudioFormat.Pcma());
        line.Run(seconds: 1);

        Observe().Count.ShouldBeLessThan(25);
    }

    private static double Sum(Dictionary<string, double> figures, string name) => figures.GetValueOrDefault(name);

    private static Dictionary<string, double> Observe()
    {
        var figures = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == RtcMeters.Name && instrument.Name.StartsWith("talks.rtc.", StringComparison.Ordinal))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, figure, tags, _) => figures[Key(instrument, tags)] = figure);
        listener.SetMeasurementEventCallback<int>((instrument, figure, tags, _) => figures[Key(instrument, tags)] = figure);
        listener.SetMeasurementEventCallback<double>((instrument, figure, tags, _) => figures[Key(instrument, tags)] = figure);
        listener.Start();
        listener.RecordObservableInstruments();
        return figures;
    }

    private static string Key(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        tags.IsEmpty ? instrument.Name : FormattableString.Invariant($"{instrument.Name} {tags[0].Key}={tags[0].Value}");
}
