using System.Globalization;
using System.Security;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>Draws a card as SVG, whose text the renderer shapes as each script wants it. Beside text there is nothing of a stranger's in it.</summary>
internal sealed class CardDrawing
{
    private const int Left = 64;
    private const int Right = PictureFormat.Width - Left;
    private const int TitleTop = 196;
    private const string Fonts = "Noto Sans, Noto Sans Lao, Noto Sans Thai, Noto Sans Khmer, DejaVu Sans, sans-serif";

    private readonly StringBuilder _svg = new();
    private int _y;

    private CardDrawing() { }

    public static string Draw(PictureCard card)
    {
        var drawing = new CardDrawing();
        drawing.Frame(card);
        drawing.Title(card);
        drawing.Topic(card);
        drawing._svg.Append("</g></svg>");
        return drawing._svg.ToString();
    }

    private void Frame(PictureCard card)
    {
        _svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{PictureFormat.Width}" height="{PictureFormat.Height}">""")
            .Append("""<rect width="100%" height="100%" fill="#14213d"/><rect width="100%" height="112" fill="#0d1730"/>""")
            .Append("""<rect x="64" y="40" width="8" height="36" fill="#f2a900"/>""")
            .Append(CultureInfo.InvariantCulture, $"""<g font-family="{Fonts}">""");
        var (size, lines) = TextLines.Fit(card.Series, Right - Left - 180, (34, 1), (28, 1));
        Text(lines[0], Left + 28, 70, size, "#e8ecf5");
        Text(card.Clock, Right, 70, 36, "#ffffff", bold: true, end: true);
    }

    private void Title(PictureCard card)
    {
        var alone = card is { Text: null, Named: null };
        var (size, lines) = alone
            ? TextLines.Fit(card.Title, Right - Left, (68, 4), (54, 5))
            : TextLines.Fit(card.Title, Right - Left, (52, 1), (42, 2), (34, 2));
        _y = alone ? TitleTop + 40 : TitleTop;
        Lines(lines, Left, size, "#ffffff", bold: true);
    }

    private void Topic(PictureCard card)
    {
        _y += 12;
        if (card.Text is { } text)
        {
            var top = _y - 20;
            var most = Math.Max(1, (PictureFormat.WaveTop - 40 - _y - (card.Bars.Length * 44) - (card.By is null ? 0 : 40)) / 54);
            var (size, lines) = TextLines.Fit(text, Right - Left - 40, (40, Math.Min(most, 4)), (32, most + 1));
            _y += size - 20;
            Lines(lines, Left + 32, size, "#ffd166");
            if (card.By is { } by)
                Lines([TextLines.Fit($"— {by}", Right - Left - 40, (28, 1)).Lines[0]], Left + 32, 28, "#c3cbe0");
            _svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{Left}" y="{top}" width="4" height="{Math.Max(8, _y - top - 30)}" fill="#ffd166"/>""");
            _y += card.By is null ? 14 : 0;
            foreach (var bar in card.Bars)
                Bar(bar);
        }
        if (card.Named is { } named)
            Text(TextLines.Fit(named, Right - Left, (30, 1)).Lines[0], Left, PictureFormat.WaveTop - 22, 30, "#ffffff", bold: true);
    }

    private void Bar(PictureBar bar)
    {
        if (_y > PictureFormat.WaveTop - 20)
            return;
        const int room = 520;
        var share = (bar.Percent ?? 0) * room / 100;
        _svg.Append(CultureInfo.InvariantCulture, $"""<rect x="{Left + 32}" y="{_y - 26}" width="{room}" height="34" fill="#22315a"/>""")
            .Append(CultureInfo.InvariantCulture, $"""<rect x="{Left + 32}" y="{_y - 26}" width="{share}" height="34" fill="#2a9d8f"/>""");
        Text(TextLines.Fit(bar.Option, room, (26, 1)).Lines[0], Left + 44, _y, 26, "#ffffff");
        if (bar.Percent is { } percent)
            Text(string.Create(CultureInfo.InvariantCulture, $"{percent} %"), Left + 32 + room + 24, _y, 28, "#ffffff", bold: true);
        _y += 44;
    }

    private void Lines(IReadOnlyList<string> lines, int x, int size, string colour, bool bold = false)
    {
        foreach (var line in lines)
        {
            Text(line, x, _y, size, colour, bold);
            _y += size * 4 / 3;
        }
    }

    private void Text(string text, int x, int y, int size, string colour, bool bold = false, bool end = false) => _svg.Append(
        CultureInfo.InvariantCulture,
        $"""<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" font-weight="{(bold ? 700 : 400)}" text-anchor="{(end ? "end" : "start")}">{SecurityElement.Escape(Drawable(text))}</text>""");

    /// <summary>HarfBuzz up to 6.0 puts a dotted circle into Khmer's OO (U+17C4); its two halves look the same and come out right.</summary>
    private static string Drawable(string text) => text.Replace("\u17C4", "\u17C1\u17B6", StringComparison.Ordinal);
}
