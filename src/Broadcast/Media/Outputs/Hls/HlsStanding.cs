using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>Gives each talk its live stream.</summary>
internal sealed class HlsStanding(HlsStreams streams, ProgramClock clock, TimeProvider time) : IStandingOutput
{
    public IOutput Create(TalkProgramme programme) => new HlsOutput(programme.Talk, streams, clock, time);

    public void Forget(TalkId talk) => streams.Forget(talk);

    public IEnumerable<TalkId> Kept => streams.Kept;

    public void Erase(TalkId talk) => streams.Erase(talk);
}
