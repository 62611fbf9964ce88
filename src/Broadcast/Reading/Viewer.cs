using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>Through whose eyes a room is seen.</summary>
/// <param name="Person">Null for a stranger.</param>
/// <param name="SeesStudio">The studio sees all.</param>
/// <param name="ProvinceOf">Where people said they are from, for the studio's hints; null when nobody knows.</param>
internal readonly record struct Viewer(PersonId? Person, bool SeesStudio, Func<PersonId, string?>? ProvinceOf = null)
{
    /// <summary>What everybody may see.</summary>
    public static Viewer Stranger => default;

    /// <summary>What every host may see.</summary>
    public static Viewer Studio => new(null, SeesStudio: true);

    public static Viewer Of(Actor actor) => new(actor.Id, actor.SeesStudio);
}
