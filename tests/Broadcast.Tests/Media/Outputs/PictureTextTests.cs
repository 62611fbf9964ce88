using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;

namespace TalksPlatform.Broadcast.Tests.Media.Outputs;

/// <summary>What is written on the picture, and on the wire to those who show it.</summary>
public sealed class PictureTextTests
{
    [Fact]
    public void A_line_is_broken_at_its_spaces()
    {
        var (size, lines) = TextLines.Fit("What does clean water cost in the villages upstream?", 600, (40, 3));

        size.ShouldBe(40);
        lines.Count.ShouldBeGreaterThan(1);
        string.Join(' ', lines).ShouldBe("What does clean water cost in the villages upstream?");
    }

    [Theory]
    [InlineData("ນ້ຳປະປາຈະມາຮອດບ້ານຂອງພວກເຮົາເມື່ອໃດແລະລາຄາເທົ່າໃດຕໍ່ເດືອນ")]
    [InlineData("น้ำประปาจะมาถึงหมู่บ้านของเราเมื่อไหร่และราคาเท่าไหร่ต่อเดือนครับ")]
    [InlineData("តើទឹកស្អាតនឹងមកដល់ភូមិរបស់យើងនៅពេលណាហើយតម្លៃប៉ុន្មានក្នុងមួយខែ")]
    public void A_line_without_spaces_is_broken_and_no_letter_loses_its_marks(string text)
    {
        var (_, lines) = TextLines.Fit(text, 500, (40, 9));

        lines.Count.ShouldBeGreaterThan(1);
        string.Concat(lines).ShouldBe(text);
        foreach (var line in lines)
        {
            TextLines.WidthOf(line).ShouldBeLessThanOrEqualTo(500.0 / 40);
            char.GetUnicodeCategory(line[0]).ShouldNotBeOneOf(System.Globalization.UnicodeCategory.NonSpacingMark, System.Globalization.UnicodeCategory.SpacingCombiningMark);
            "ำະາຳะา".ShouldNotContain(line[0]);
            "เแโใไເແໂໃໄ្".ShouldNotContain(line[^1]);
        }
    }

    [Fact]
    public void What_is_too_long_is_set_smaller_and_then_cut()
    {
        var long_ = string.Join(' ', Enumerable.Repeat("water", 60));

        TextLines.Fit("water water water", 300, (60, 1), (30, 1)).Size.ShouldBe(30);
        var (_, lines) = TextLines.Fit(long_, 600, (60, 1), (30, 2));
        lines.Count.ShouldBe(2);
        lines[1].ShouldEndWith("…");
    }

    [Fact]
    public void A_stranger_writes_text_and_no_markup()
    {
        var svg = CardDrawing.Draw(new PictureCard("Tea & talk", "<script>", "20:15", "</text><image href=\"file:///etc/passwd\"/>"));

        svg.ShouldContain("Tea &amp; talk");
        svg.ShouldNotContain("<image");
        svg.ShouldNotContain("<script");
        System.Xml.Linq.XDocument.Parse(svg).ShouldNotBeNull();
    }

    [Fact]
    public void A_Khmer_vowel_that_old_shapers_tear_apart_is_drawn_as_its_halves() =>
        CardDrawing.Draw(new PictureCard("ក្រោយ", "", "20:15")).ShouldContain("ក្រ\u17C1\u17B6យ");

    [Theory]
    [InlineData("rtmp://a.rtmp.youtube.com/live2", "a.rtmp.youtube.com", 1935, false, "live2")]
    [InlineData("rtmp://b.rtmp.youtube.com/live2?backup=1", "b.rtmp.youtube.com", 1935, false, "live2?backup=1")]
    [InlineData("rtmps://live-api-s.facebook.com:443/rtmp/", "live-api-s.facebook.com", 443, true, "rtmp")]
    public void Platforms_addresses_are_read(string url, string host, int port, bool encrypted, string app)
    {
        RtmpAddress.TryParse(url, out var address).ShouldBeTrue();
        address.ShouldBe(new RtmpAddress(host, port, encrypted, app));
        RtmpAddress.TryParse(address.Url, out var again).ShouldBeTrue();
        again.ShouldBe(address);
    }

    [Theory]
    [InlineData("http://live.example/app")]
    [InlineData("rtmp://live.example")]
    [InlineData("rtmp://me:secret@live.example/app")]
    [InlineData("live")]
    [InlineData(null)]
    public void What_is_no_address_is_refused(string? url) => RtmpAddress.TryParse(url, out _).ShouldBeFalse();

    [Fact]
    public void Values_are_written_and_read()
    {
        var bytes = Amf0.Write("connect", 1.0, null, new (string, object?)[] { ("app", "live"), ("level", 3.0) });

        var read = Amf0.Read(bytes);
        read[0].ShouldBe("connect");
        read[1].ShouldBe(1.0);
        read[2].ShouldBeNull();
        ((Dictionary<string, object?>)read[3]!)["app"].ShouldBe("live");
        for (var cut = 1; cut < bytes.Length; cut++)
            _ = Record.Exception(() => Amf0.Read(bytes.AsSpan(0, cut))) is null or InvalidDataException ? 0 : throw new ShouldAssertException($"cut at {cut}");
    }
}
