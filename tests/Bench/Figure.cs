using System.Globalization;

namespace TalksPlatform.Bench;

/// <summary>One thing measured, and whether it is as it should be.</summary>
/// <param name="Name">What was done.</param>
internal abstract record Figure(string Name)
{
    /// <summary>False when it falls short of its goal.</summary>
    public abstract bool Holds { get; }

    /// <summary>The numbers and the goal, as the table shows them between the name and the verdict.</summary>
    public abstract string Numbers { get; }

    protected static string Format(double value, Measure measure) => measure switch
    {
        Measure.Microseconds => string.Create(CultureInfo.InvariantCulture, $"{value,7:0.00} µs"),
        Measure.Milliseconds => string.Create(CultureInfo.InvariantCulture, $"{value,7:0.00} ms"),
        Measure.PerSecond => string.Create(CultureInfo.InvariantCulture, $"{value,7:0} /s"),
        Measure.PerCore => string.Create(CultureInfo.InvariantCulture, $"{value,7:0} a core"),
        Measure.PerSecondAndCore => string.Create(CultureInfo.InvariantCulture, $"{value,7:0} /s a core"),
        Measure.Kibibytes => string.Create(CultureInfo.InvariantCulture, $"{value,7:0.0} KiB"),
        Measure.Bytes => string.Create(CultureInfo.InvariantCulture, $"{value,7:0.##} B"),
        Measure.Percent => string.Create(CultureInfo.InvariantCulture, $"{value,7:0.00} %"),
        Measure.Count => string.Create(CultureInfo.InvariantCulture, $"{value,7:0.##}"),
    };

    protected static bool IsYield(Measure measure) =>
        measure is Measure.PerSecond or Measure.PerCore or Measure.PerSecondAndCore;

    protected static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
