using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>Somebody on the telephone, as she is in one talk.</summary>
/// <param name="Person">Herself: her voice, her hand, and what a block holds.</param>
/// <param name="Voter">Who votes: the same for all who call by one number; null where the number is withheld.</param>
/// <param name="Phone">The last digits of her number; null where it is withheld.</param>
internal sealed record Caller(PersonId Person, PersonId? Voter, string? Phone)
{
    /// <summary>Who asks: the bounds of asking are her number's.</summary>
    public PersonId Asker => Voter ?? Person;
}
