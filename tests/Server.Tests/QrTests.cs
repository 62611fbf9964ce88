using System.Globalization;
using System.Text.RegularExpressions;
using TalksPlatform.Server.Pages.Markup;

namespace TalksPlatform.Server.Tests;

public sealed partial class QrTests
{
    [Fact]
    public void A_code_is_drawn_dot_by_dot_with_its_three_finders_and_a_quiet_zone_of_four()
    {
        var (path, size) = QrTagHelper.Draw("https://talks.example.la/e/business-licence");
        var dots = new bool[size, size];
        foreach (Match bar in Bars().Matches(path))
        {
            for (var x = 0; x < Number(bar, "length"); x++)
                dots[Number(bar, "y"), Number(bar, "x") + x] = true;
        }

        (size - 8).ShouldBe(33); // version 4: at level M version 3 holds 42 bytes, and these are 43 (ISO/IEC 18004, table 7)
        foreach (var (top, left) in (IEnumerable<(int, int)>)[(4, 4), (4, size - 11), (size - 11, 4)])
        {
            Row(top).ShouldBe("#######");
            Row(top + 1).ShouldBe("#.....#");
            Row(top + 3).ShouldBe("#.###.#");
            string Row(int y) => string.Concat(Enumerable.Range(left, 7).Select(x => dots[y, x] ? '#' : '.'));
        }
        for (var edge = 0; edge < size; edge++)
            (dots[3, edge] || dots[edge, 3] || dots[size - 4, edge] || dots[edge, size - 4]).ShouldBeFalse();

        static int Number(Match bar, string part) => int.Parse(bar.Groups[part].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"M(?<x>\d+) (?<y>\d+)h(?<length>\d+)v1h-\d+z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Bars();
}
