namespace TalksPlatform.Bench;

/// <summary>Measures figures that belong together. An area is a list of these, run one after the other.</summary>
internal interface IFigureSource
{
    /// <summary>One word, by which this source alone can be asked for.</summary>
    string Name { get; }

    /// <summary>Each figure as soon as it is known; what was started is stopped when this ends.</summary>
    IAsyncEnumerable<Figure> MeasureAsync(CancellationToken ct);
}
