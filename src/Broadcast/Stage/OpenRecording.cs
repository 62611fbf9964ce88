using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Notes that a recording runs, so that after any crash somebody goes on with it and closes it in the end.</summary>
internal sealed record OpenRecording(RecordingId Recording) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.OpenRecording == Recording)
            return Decision.AlreadySo;
        if (talk.OpenRecording is not null)
            return StageFaults.OtherRecording;
        return talk.Over is { } over ? over : new RecordingOpened(Recording);
    }
}

/// <summary>A recording of the programme began.</summary>
internal sealed record RecordingOpened(RecordingId Recording) : TalkEvent
{
    public override RoomChange Change => RoomChange.None;

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk with { OpenRecording = Recording, NotRecorded = false }; // in logs of before the promise outlived the rules
}

/// <summary>Notes that all parts and the manifest of a recording are on disk; also after the talk ended.</summary>
/// <param name="Recording">The recording that was opened.</param>
/// <param name="Folder">Where it lies, relative to the data folder.</param>
internal sealed record CloseRecording(RecordingId Recording, string Folder) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        talk.OpenRecording == Recording ? new RecordingFinished(Recording, Folder) : Decision.AlreadySo;
}

/// <summary>A recording is closed; the archive is told.</summary>
internal sealed record RecordingFinished(RecordingId Recording, string Folder) : TalkEvent
{
    public override RoomChange Change => RoomChange.None;

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.OpenRecording == Recording ? talk with { OpenRecording = null } : talk;

    public override IFact Fact(TalkState talk, Stamp stamp) => new RecordingClosed(talk.Id, Recording, Folder);
}
