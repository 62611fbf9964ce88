using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Media;

/// <summary>What every programme needs of the house.</summary>
internal sealed record StudioEquipment(
    ProgramClock Clock,
    TimeProvider Time,
    DataFolder Data,
    IStudioSignals Signals,
    HlsStreams Streams,
    Mp3Streams Mp3,
    OutputDesk Outputs)
{
    /// <summary>The outputs besides the recording that each talk has without anybody asking.</summary>
    public IEnumerable<IOutput> CreateStandingOutputs(TalkProgramme programme) =>
    [
        new HlsOutput(programme.Talk, Streams, Clock, Time),
        new Mp3Output(Mp3.Open(programme.Talk), Time),
    ];
}
