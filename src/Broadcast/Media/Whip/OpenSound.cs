using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>The sound of people whose right may be taken away: browsers by token or person, seats at the mixer, a host's telephone too, by person.</summary>
internal sealed class OpenSound(RtcSessions sessions, StudioFloor floor) : IOpenSound
{
    public void Cut(string token) => sessions.End(session => session.Token == token);

    public void Cut(PersonId person)
    {
        sessions.End(session => session.Person == person);
        foreach (var run in floor.Runs)
            foreach (var seat in run.Programme.Seats)
                if (seat.Id.Value == person.Value && seat.Contribution is { } contribution)
                    _ = run.Programme.UnseatAsync(contribution);
    }
}
