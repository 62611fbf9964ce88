using System.Buffers;

namespace TalksPlatform.Broadcast.Registration;

/// <summary>Rows of comma-separated values (RFC 4180) that a spreadsheet shows and never computes.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",;\"'\t\r\n");

    /// <summary>One row, with its end.</summary>
    public static string Row(params IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(string text)
    {
        // A cell that begins like a formula is one to a spreadsheet, whoever wrote it: an apostrophe makes it text.
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..] ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(NeedsQuotes) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
