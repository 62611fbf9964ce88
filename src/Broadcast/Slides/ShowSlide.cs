using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>Shows a slide to everybody, or none.</summary>
internal sealed record ShowSlide(SlideId? Slide) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Slides.Current?.Slide.Id == Slide)
            return Decision.AlreadySo;
        return Slide is { } wanted && talk.Slides.Find(wanted) is null ? SlideFaults.Unknown : new SlideShown(Slide);
    }
}

/// <summary>Another slide is shown, or none.</summary>
internal sealed record SlideShown(SlideId? Slide) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfShow;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Slides = talk.Slides.Show(Slide is { } id ? talk.Slides.Find(id) : null, stamp.At),
    };
}
