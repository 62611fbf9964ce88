using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Slides;

public sealed class SlideStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly DeckId _deck = DeckId.New();

    [Fact]
    public void A_slide_is_for_the_studio_until_it_is_shown_and_then_everybody_may_fetch_it()
    {
        var slides = Add(3);

        RoomViews.Room(_talk.State, Viewer.Stranger, 0).Plan.ShouldBeNull();
        RoomViews.Room(_talk.State, Viewer.Studio, 0).Plan!.Slides.Select(slide => slide.Number).ShouldBe([1, 2, 3]);
        _talk.State.Slides.ShownFiles.ShouldBeEmpty();

        _talk.Give(new ShowSlide(slides[1].Id), People.Host);

        RoomViews.Room(_talk.State, Viewer.Stranger, 0).Stage!.Slide!.Number.ShouldBe(2);
        _talk.State.Slides.ShownFiles.ShouldBe([slides[1].Small.File, slides[1].Large.File], ignoreOrder: true);
    }

    [Fact]
    public void The_log_keeps_which_slide_was_shown_when()
    {
        var slides = Add(2);
        _talk.Give(new ShowSlide(slides[0].Id), People.Host);
        var first = _talk.Now;
        _talk.Give(new ShowSlide(slides[1].Id), People.Host);
        _talk.Give(new ShowSlide(null), People.Host);

        _talk.State.Slides.Showings.Select(showing => showing.Slide?.Number).ShouldBe([1, 2, null]);
        _talk.State.Slides.Showings[0].At.ShouldBe(first);
    }

    [Fact]
    public void Slides_are_the_studios_to_show_and_only_those_that_are_there()
    {
        var slides = Add(1);

        _talk.Refuses(new ShowSlide(slides[0].Id), People.Ada).ShouldBe("talk.not-yours");
        _talk.Refuses(new ShowSlide(SlideId.New()), People.Host).ShouldBe("slide.unknown");
        _talk.Give(new EndTalk(), People.Host);
        _talk.Refuses(new ShowSlide(slides[0].Id), People.Host).ShouldBe("talk.over");
    }

    [Fact]
    public void The_same_slides_are_added_once()
    {
        var slides = Add(1);
        _talk.Decide(new AddSlides(_deck, "Again", slides), People.Host).Event.ShouldBeNull();
        _talk.State.Slides.Count.ShouldBe(1);
    }

    [Fact]
    public void What_is_shown_now_cannot_be_taken_away_and_what_was_shown_stays_in_the_replay()
    {
        var slides = Add(2);
        _talk.Give(new ShowSlide(slides[0].Id), People.Host);
        _talk.Refuses(new RemoveSlides(_deck), People.Host).ShouldBe("slides.on-stage");

        _talk.Give(new ShowSlide(null), People.Host).Give(new RemoveSlides(_deck), People.Host);

        _talk.State.Slides.Count.ShouldBe(0);
        _talk.State.Slides.Showings[0].Slide!.Slide.ShouldBe(slides[0]);
        _talk.State.Slides.ShownFiles.Contains(slides[0].Large.File).ShouldBeTrue();
    }

    [Fact]
    public void A_talk_has_only_so_many_slides()
    {
        for (var deck = 0; deck < SlideLimits.Slides / 100; deck++)
            _talk.Give(new AddSlides(DeckId.New(), "Slides", Make(100)), People.Host);

        _talk.Refuses(new AddSlides(DeckId.New(), "One more", Make(1)), People.Host).ShouldBe("slides.too-many");
    }

    internal static Slide[] Make(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number => new Slide(
            SlideId.New(), $"Slide {number}", new($"{Guid.CreateVersion7():N}.webp", 480, 270, 9000), new($"{Guid.CreateVersion7():N}.webp", 960, 540, 30_000))),
    ];

    private Slide[] Add(int count)
    {
        var slides = Make(count);
        _talk.Give(new AddSlides(_deck, "Three papers", slides), People.Host);
        return slides;
    }
}
