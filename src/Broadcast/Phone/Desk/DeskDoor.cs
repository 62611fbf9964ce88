using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Phone.Desk;

/// <summary>
/// Lets hosts in by their digits. There are only a million, so a talk takes ten wrong guesses and then one a minute, from
/// whichever numbers they come.
/// </summary>
internal sealed class DeskDoor(IEnumerable<IDeskByPhone> desks, TimeProvider time)
{
    private readonly IDeskByPhone? _desk = desks.FirstOrDefault();
    private readonly Paces<TalkId> _guesses = new(time, burst: 10, perSecond: 1 / 60d);

    /// <summary>The host with these digits; null when they are nobody's, or too many were tried.</summary>
    public async Task<DeskPerson?> FindAsync(TalkSession talk, string pin, CancellationToken ct) =>
        _desk is not null && _guesses.TryTake(talk.Id) ? await _desk.FindAsync(talk, pin, ct) : null;

    public Task<IReadOnlyList<Prompt>> PressAsync(TalkSession talk, DeskPerson host, char key, CancellationToken ct) =>
        _desk!.PressAsync(talk, host, key, ct);
}
