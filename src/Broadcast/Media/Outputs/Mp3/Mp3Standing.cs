using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Mp3;

/// <summary>Gives each talk its plain stream.</summary>
internal sealed class Mp3Standing(Mp3Streams streams, TimeProvider time) : IStandingOutput
{
    public IOutput Create(TalkProgramme programme) => new Mp3Output(streams.Open(programme.Talk), time);

    public void Forget(TalkId talk) => streams.Forget(talk);
}
