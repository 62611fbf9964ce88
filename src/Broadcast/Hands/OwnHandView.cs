using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>A raised hand as its owner sees it; she does not see the others.</summary>
/// <param name="State">How far it came.</param>
/// <param name="Place">Her number in line, from 1.</param>
/// <param name="Minutes">About how long until she is called, after how long others spoke in this talk.</param>
/// <param name="Name">The name by which the host calls her.</param>
/// <param name="Note">What she wants to say, or null.</param>
/// <param name="Reason">Why she was refused, or null.</param>
internal sealed record OwnHandView(HandState State, int Place, int Minutes, string Name, string? Note, string? Reason)
{
    /// <summary>The person's hand, in line or gone from it; null when she raised none.</summary>
    public static OwnHandView? Of(HandLine hands, PersonId person)
    {
        if (hands.Find(person) is { } hand)
        {
            var place = hands.PlaceOf(person);
            return new OwnHandView(hand.State, place, (int)Math.Ceiling(place * hands.Turn.TotalMinutes), hand.Name, hand.Note, null);
        }
        return hands.Gone.TryGetValue(person, out var gone)
            ? new OwnHandView(gone.State, 0, 0, gone.Name, gone.Note, gone.Reason)
            : null;
    }
}
