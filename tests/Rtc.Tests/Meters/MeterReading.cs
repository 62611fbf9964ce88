using System.Diagnostics.Metrics;

namespace TalksPlatform.Rtc.Tests.Meters;

/// <summary>
/// What somebody sees who begins to watch just now. Other tests count in the same process: figures are compared with those
/// of an earlier reading, and may be more than what one's own test did.
/// </summary>
internal sealed class MeterReading
{
    private readonly Dictionary<string, double> _figures = new(StringComparer.Ordinal);

    public ICollection<string> Names => _figures.Keys;

    public double this[string name] => _figures.GetValueOrDefault(name);

    public static MeterReading Take()
    {
        var reading = new MeterReading();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == RtcMeters.Name && instrument.Name.StartsWith("talks.rtc.", StringComparison.Ordinal))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, figure, tags, _) => reading.Note(instrument, figure, tags));
        listener.SetMeasurementEventCallback<int>((instrument, figure, tags, _) => reading.Note(instrument, figure, tags));
        listener.SetMeasurementEventCallback<double>((instrument, figure, tags, _) => reading.Note(instrument, figure, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return reading;
    }

    private void Note(Instrument instrument, double figure, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _figures[tags.IsEmpty ? instrument.Name : FormattableString.Invariant($"{instrument.Name} {tags[0].Key}={tags[0].Value}")] = figure;
}
