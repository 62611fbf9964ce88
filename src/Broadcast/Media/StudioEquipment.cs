using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Media;

/// <summary>What every programme needs of the house.</summary>
/// <param name="Clock">Its beat.</param>
/// <param name="Returns">Makes what goes back to those who speak.</param>
/// <param name="Time">The time of day.</param>
/// <param name="Data">Where its recording lies.</param>
/// <param name="Outputs">Makes the outputs that somebody asks for.</param>
/// <param name="Standing">The outputs besides the recording that each talk has.</param>
/// <param name="Companions">Go along with each programme.</param>
internal sealed record StudioEquipment(
    ProgramClock Clock,
    ReturnEngine Returns,
    TimeProvider Time,
    DataFolder Data,
    OutputDesk Outputs,
    IEnumerable<IStandingOutput> Standing,
    IEnumerable<IProgrammeCompanion> Companions);
