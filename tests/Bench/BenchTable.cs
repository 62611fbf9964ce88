using System.Globalization;

namespace TalksPlatform.Bench;

/// <summary>Prints a line a figure as soon as it is known, and the count of those that hold last.</summary>
internal sealed class BenchTable(TextWriter output)
{
    private int _passed;
    private int _failed;

    public async Task AddAsync(Figure figure)
    {
        _ = figure.Holds ? _passed++ : _failed++;
        await output.WriteLineAsync(Line(figure));
        await output.FlushAsync();
    }

    /// <returns>The exit code: 0 when every figure holds.</returns>
    public async Task<int> CloseAsync()
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{_passed} passed, {_failed} failed"));
        return _failed == 0 ? 0 : 1;
    }

    private static string Line(Figure figure) => $"{figure.Name,-46}  {figure.Numbers}  {(figure.Holds ? "ok" : "short")}";
}
