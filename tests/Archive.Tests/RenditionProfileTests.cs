using TalksPlatform.Archive.Renditions;
using TalksPlatform.Foundation.Ffmpeg;

namespace TalksPlatform.Archive.Tests;

public sealed class RenditionProfileTests
{
    [Theory]
    [InlineData(-16.2, -1.5, true)]
    [InlineData(-17.9, -2.4, true)] // few loud moments: it cannot be made louder without clipping them
    [InlineData(-14.8, -2.4, false)]
    [InlineData(-16.0, -0.4, false)]
    public void What_is_too_soft_is_published_and_what_is_too_loud_or_clips_is_not(double integrated, double truePeak, bool published) =>
        RenditionProfile.MayBePublished(new Loudness(integrated, Range: 4, truePeak)).ShouldBe(published);
}
