using System.Globalization;
using System.Text;

namespace TalksPlatform.Broadcast.Tests.Slides;

/// <summary>Writes small PDFs by hand (ISO 32000-1), so that tests know every byte of what they draw.</summary>
internal static class PdfSketch
{
    /// <summary>A page a text, in Helvetica, which every PDF reader brings.</summary>
    public static byte[] WithPages(params IReadOnlyList<string> texts) =>
        Write(texts, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", text => $"({text.Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal)})");

    /// <summary>A page a letter, in a font that is not in the file: the machine must have it.</summary>
    public static byte[] WithLetters(string font, string letters)
    {
        var differences = string.Concat(letters.Select(letter => $"/uni{(int)letter:X4}"));
        var widths = string.Join(' ', letters.Select(_ => "600"));
        var mapping = string.Concat(letters.Select((letter, index) => $"<{33 + index:X2}> <{(int)letter:X4}> "));
        var toUnicode = $"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
            + $"{letters.Length} beginbfchar {mapping}endbfchar endcmap end end";
        return Write(
            [.. letters.Select(letter => letter.ToString())],
            $"<</Type/Font/Subtype/TrueType/BaseFont/{font}/FirstChar 33/LastChar {32 + letters.Length}/Widths[{widths}]"
                + $"/FontDescriptor<</Type/FontDescriptor/FontName/{font}/Flags 4/FontBBox[-500 -300 1500 1000]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>"
                + $"/Encoding<</Type/Encoding/Differences[33 {differences}]>>/ToUnicode 4 0 R>>",
            letter => $"<{33 + letters.IndexOf(letter, StringComparison.Ordinal):X2}>",
            toUnicode);
    }

    /// <summary>So many empty pages.</summary>
    public static byte[] WithEmptyPages(int count) => Assemble(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Kids[{string.Concat(Enumerable.Range(3, count).Select(page => $"{page} 0 R "))}]/Count {count}>>",
            .. Enumerable.Repeat("<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]>>", count),
        ]);

    /// <summary>One page that is slow to draw: it paints half-transparent shades over one another, many thousand times.</summary>
    public static byte[] Slow(int times) => Assemble(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]/Contents 4 0 R/Resources<</ExtGState<</G<</ca 0.01/BM/Luminosity>>>>>>>>",
            Stream($"/G gs 1 0 0 rg {string.Concat(Enumerable.Repeat("0 0 960 540 re f ", times))}"),
        ]);

    /// <summary>Locked by a password (RC4, 40 bits); what is inside does not matter, for nobody gets there.</summary>
    public static byte[] Locked() => Assemble(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]>>",
            $"<</Filter/Standard/V 1/R 2/P -4/O<{new string('1', 64)}>/U<{new string('2', 64)}>>>",
        ], "/Encrypt 4 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]");

    private static byte[] Write(IReadOnlyList<string> texts, string font, Func<string, string> written, string mapping = "")
    {
        const int before = 4;
        var kids = string.Concat(texts.Select((_, index) => $"{before + 1 + (index * 2)} 0 R "));
        return Assemble(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            $"<</Type/Pages/Kids[{kids}]/Count {texts.Count}>>",
            font,
            Stream(mapping),
            .. texts.SelectMany((text, index) => (string[])
            [
                $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]/Contents {before + 2 + (index * 2)} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
                Stream($"BT /F 60 Tf 60 250 Td {written(text)} Tj ET"),
            ]),
        ]);
    }

    private static string Stream(string content) => $"<</Length {content.Length}>>stream\n{content}\nendstream";

    private static byte[] Assemble(IReadOnlyList<string> objects, string trailer = "")
    {
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (index, text) in objects.Index())
        {
            places.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{text}\nendobj\n");
        }
        var table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
