using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>A kind of output that somebody may ask for. To add one, write it, register it, and name it in the request.</summary>
internal interface IOutputKind
{
    /// <summary>Its word on the wire and in the database, e.g. station.</summary>
    string Kind { get; }

    /// <summary>It runs from the green room on; others begin when the talk is on air.</summary>
    bool RunsBeforeAir { get; }

    /// <summary>What was asked for, under a new id; null when its address is none.</summary>
    OutputConfiguration? Read(OutputRequest request);

    IConfiguredOutput Create(OutputConfiguration configuration, TalkProgramme programme);
}
