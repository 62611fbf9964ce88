using System.Globalization;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>Processor time of another process, as Linux counts it, in microseconds.</summary>
internal static class ProcessTime
{
    private const double MicrosecondsPerTick = 10_000; // USER_HZ is 100 on every Linux
    private const int UserTime = 11; // fields behind the name in parentheses, from 0
    private const int KernelTime = 12;

    private const int Parent = 1;

    public static double Of(int process) => TimeOf(FieldsOf(process));

    /// <summary>Of all processes that this one has started, and those that they have, if they bear such a name.</summary>
    public static double OfDescendants(params IReadOnlyCollection<string> names)
    {
        var sum = 0.0;
        foreach (var (id, name, fields) in Processes())
        {
            if (names.Contains(name, StringComparer.Ordinal) && IsDescendant(id))
                sum += TimeOf(fields);
        }
        return sum;
    }

    private static IEnumerable<(int Id, string Name, string[] Fields)> Processes()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id))
                continue;
            (int, string, string[])? found = null;
            try
            {
                found = (id, File.ReadAllText($"{folder}/comm").Trim(), FieldsOf(id));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile.
            }
            if (found is { } process)
                yield return process;
        }
    }

    private static bool IsDescendant(int id)
    {
        try
        {
            while (id > 1)
            {
                id = int.Parse(FieldsOf(id)[Parent], CultureInfo.InvariantCulture);
                if (id == Environment.ProcessId)
                    return true;
            }
        }
        catch (IOException)
        {
            // It ended meanwhile.
        }
        return false;
    }

    private static string[] FieldsOf(int process)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static double TimeOf(string[] fields) =>
        (double.Parse(fields[UserTime], CultureInfo.InvariantCulture) + double.Parse(fields[KernelTime], CultureInfo.InvariantCulture))
            * MicrosecondsPerTick;
}
