using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// The tape. What was heard is on the disk itself within half a second; ticks that are missing become silence, so that the
/// recording stays as long as the talk was. When the disk refuses, the sound waits here for minutes and goes on in a new
/// part. Each voice has a track beside the programme's; finished parts are read back while it goes on.
/// </summary>
internal sealed class RecordingOutput(
    string path, TalkId talk, RecordingId recording, IProgrammeTime clock, TimeProvider time, ILogger logger,
    Func<IEnumerable<VoiceTap>>? taps = null) : IProgrammeOutput
{
    private const int FramesPerCommit = 24; // six whole blocks of FLAC

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly List<AudioFrame> _taken = new(FramesPerCommit);
    private readonly DiskWatch _disk = new(() => new DriveInfo(path).AvailableFreeSpace, time);
    private TapeSet? _tapes;
    private PartVerifier _verifier = new(logger);
    private volatile RecordingState _state = new(null, null);

    public string Name => "Recording";

    public string Kind => "recording";

    public ProgrammeLeg Leg => ProgrammeLeg.Clean;

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromMinutes(5));

    /// <summary>How it does, as of its last look; for any thread.</summary>
    public RecordingState State => _state;

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        _verifier = new PartVerifier(logger);
        var verifying = Task.Run(_verifier.RunAsync, CancellationToken.None);
        try
        {
            await foreach (var frame in Frames.ReadAllAsync(Interval, time, ct))
            {
                _taken.Add(frame);
                if (_taken.Count == FramesPerCommit)
                    await CommitAsync(health, ct);
            }
            await CommitAsync(health, ct);
        }
        finally
        {
            try
            {
                SaveTheRest();
            }
            finally
            {
                _verifier.Complete();
                await verifying;
            }
        }
    }

    /// <summary>A server that is stopped mid-programme keeps all that was heard; there is one try and no waiting.</summary>
    private void SaveTheRest()
    {
        while (Frames.TryRead(out var frame))
            _taken.Add(frame);
        try
        {
            TryOnce(Write);
            TryOnce(() => _tapes?.End());
        }
        finally
        {
            _tapes = null; // the next run opens the folder anew, whatever this one ran into
        }

        static void TryOnce(Action writing)
        {
            try
            {
                writing();
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                // The studio was told of the disk before; what could not be written is in no index.
            }
        }
    }

    /// <summary>Puts the waiting frames on disk, however long the disk takes to come to its senses.</summary>
    private async Task CommitAsync(OutputHealth health, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                Write();
                _disk.Look(_tapes?.Running ?? 1);
                _state = new RecordingState(_disk.State, _verifier.Damage);
                health.Running(_state.Warning);
                return;
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                health.Retrying(DiskFaults.Describe(refusal));
            }
            await Task.Delay(RetryAfter, time, ct);
        }
    }

    private void Write()
    {
        if (_taken.Count == 0 && _tapes is null)
            return;
        _tapes ??= TapeSet.Open(path, talk, recording, clock, taps ?? (() => []), _verifier.Add);
        _taken.ForEach(_tapes.Take);
        _taken.Clear();
        _tapes.Commit();
    }
}

/// <summary>How a recording does.</summary>
/// <param name="Disk">How long the disk will last; null when nobody knows.</param>
/// <param name="Damage">A part that could not be read back, in words for the studio; null when all was right so far.</param>
internal sealed record RecordingState(DiskState? Disk, string? Damage)
{
    /// <summary>What the studio should know of; null when all is well.</summary>
    public string? Warning => Damage ?? Disk?.Warning;
}
