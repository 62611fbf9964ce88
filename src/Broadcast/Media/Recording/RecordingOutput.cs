using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// The tape. What was heard is on the disk itself within half a second; ticks that are missing become silence, so that the
/// recording stays as long as the talk was. When the disk refuses, the sound waits here for minutes and goes on in a new
/// part.
/// </summary>
internal sealed class RecordingOutput(string path, TalkId talk, RecordingId recording, IProgrammeTime clock, TimeProvider time)
    : IProgrammeOutput
{
    private const int FramesPerCommit = AudioFrame.PerSecond / 2;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly List<AudioFrame> _uncommitted = new(FramesPerCommit);
    private RecordingFolder? _folder;
    private RecordingTape? _tape;

    public string Name => "Recording";

    public string Kind => "recording";

    public ProgrammeLeg Leg => ProgrammeLeg.Clean;

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromMinutes(5));

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        try
        {
            await foreach (var frame in Frames.ReadAllAsync(Interval, time, ct))
            {
                _uncommitted.Add(frame);
                if (_uncommitted.Count == FramesPerCommit)
                    await CommitAsync(health, ct);
            }
            await CommitAsync(health, ct);
        }
        finally
        {
            SaveTheRest();
            EndPart();
        }
    }

    /// <summary>A server that is stopped mid-programme keeps all that was heard; there is one try and no waiting.</summary>
    private void SaveTheRest()
    {
        while (Frames.TryRead(out var frame))
            _uncommitted.Add(frame);
        try
        {
            WriteUncommitted();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The studio was told of the disk before; what could not be written is in no manifest.
        }
    }

    /// <summary>Puts the waiting frames on disk, however long the disk takes to come to its senses.</summary>
    private async Task CommitAsync(OutputHealth health, CancellationToken ct)
    {
        while (_uncommitted.Count > 0)
        {
            try
            {
                WriteUncommitted();
                health.Running();
                return;
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                health.Retrying(DiskFaults.Describe(refusal));
                EndPart();
            }
            await Task.Delay(RetryAfter, time, ct);
        }
    }

    private void WriteUncommitted()
    {
        foreach (var frame in _uncommitted)
        {
            if (_tape is null || !_tape.Fits(frame))
                BeginPart(frame);
            _tape!.Append(frame);
        }
        _tape?.Commit();
        _uncommitted.ForEach(frame => frame.Release());
        _uncommitted.Clear();
    }

    private void BeginPart(AudioFrame first)
    {
        EndPart();
        _folder = RecordingFolder.Open(path, talk, recording);
        _tape = new RecordingTape(_folder.BeginPart(clock.TimeOf(first.Tick)), first.Tick);
    }

    private void EndPart()
    {
        if (_tape is not { } tape)
            return;
        _tape = null;
        try
        {
            var samples = tape.End();
            _folder!.EndPart(samples, tape.DroppedFrames);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            // The part stays as it is; the folder enters it when the next part begins or the recording is closed.
        }
    }
}
