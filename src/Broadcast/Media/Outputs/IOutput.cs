using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>Somewhere that the sound goes. Each runs alone: what one runs into, no other hears of.</summary>
internal interface IOutput
{
    /// <summary>For people, e.g. "Recording".</summary>
    string Name { get; }

    /// <summary>For machines, e.g. recording, hls, mp3, icecast, station.</summary>
    string Kind { get; }

    /// <summary>
    /// Runs until the programme ends, and then returns. An exception means "again, a little later"; its message is shown in
    /// the studio, so it must say what is wrong and must not contain a secret.
    /// </summary>
    Task RunAsync(OutputHealth health, CancellationToken ct);

    /// <summary>How it is shown: its health, and what else it knows of itself. Asked often, by any thread.</summary>
    OutputView Describe(OutputView view) => view;

    /// <summary>How long to wait before it is begun again.</summary>
    /// <param name="failure">What it ran into.</param>
    /// <param name="usual">Longer each time.</param>
    TimeSpan PauseAfter(Exception failure, TimeSpan usual) => usual;
}

/// <summary>An output of the whole programme. The clock writes to its ring and never waits for it.</summary>
internal interface IProgrammeOutput : IOutput
{
    /// <summary>Which of the programme's legs it takes; the same for as long as it runs.</summary>
    ProgrammeLeg Leg { get; }

    FrameRing Frames { get; }
}
