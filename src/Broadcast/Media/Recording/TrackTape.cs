using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// One track while it is recorded: frames in the order of their ticks, in parts. A frame is let go of when it is out of our
/// hands; after a refusal of the disk those that are not go on in a new part.
/// </summary>
internal abstract class TrackTape(RecordingFolder folder, TrackIndex index, TapeTimeline timeline, Action<FinishedPart> finished, bool onDisk)
{
    private static readonly float[] Silence = new float[AudioFrame.Length];

    private readonly List<AudioFrame> _held = new(2 * AudioFrame.PerSecond);
    private int _appended; // of those that are held
    private FlacPart? _part;
    private RecordingPart? _entry;
    private long _firstTick;
    private DateTimeOffset? _endedAt = EndOf(index.Parts);

    /// <summary>Frames that are not out of our hands.</summary>
    public int Waiting => _held.Count;

    /// <summary>A part of it is being written.</summary>
    public bool HasPart => _part is not null;

    protected TapeTimeline Timeline => timeline;

    /// <summary>The tick that comes next; null before the first.</summary>
    protected long? NextTick { get; private set; }

    /// <summary>Where this part ends.</summary>
    protected long EndTick { get; private set; }

    /// <summary>Takes a frame, which is the tape's to release.</summary>
    public void Take(AudioFrame frame) => _held.Add(frame);

    /// <summary>Writes what was taken.</summary>
    /// <exception cref="IOException">The disk refuses. The part has ended; what waits is tried again the next time.</exception>
    public void Commit()
    {
        Guard(() =>
        {
            for (; _appended < _held.Count; _appended++)
                Append(_held[_appended]);
            _part?.Commit(onDisk);
        });
        LetGo();
    }

    /// <summary>Ends the part; the next frame begins another.</summary>
    public void EndPart()
    {
        Guard(FinishPart);
        LetGo();
    }

    /// <summary>How many ticks without a frame become silence before this one; more begin a new part.</summary>
    protected abstract long LongestSilenceBefore(long tick);

    /// <summary>Where the part that begins at this tick lies.</summary>
    protected abstract TapePlace PlaceOf(long tick);

    /// <summary>A tick without a frame became silence.</summary>
    protected virtual long Missed(long dropped) => dropped;

    /// <summary>A part has so many samples for good.</summary>
    protected virtual void Recorded(long samples)
    {
    }

    private void Append(AudioFrame frame)
    {
        if (NextTick is not { } next || frame.Tick - next > LongestSilenceBefore(frame.Tick))
        {
            FinishPart();
            NextTick = frame.Tick;
        }
        while (NextTick < frame.Tick)
        {
            AppendTick(Silence);
            _entry = _entry! with { DroppedFrames = Missed(_entry.DroppedFrames) };
        }
        if (NextTick == frame.Tick)
            AppendTick(frame.Samples);
    }

    private void AppendTick(ReadOnlySpan<float> samples)
    {
        if (_part is not null && NextTick >= EndTick)
            FinishPart();
        if (_part is null)
            BeginPart(NextTick!.Value);
        _part!.Append(samples);
        NextTick++;
    }

    private void BeginPart(long tick)
    {
        Directory.CreateDirectory(folder.Path);
        var place = PlaceOf(tick);
        var file = index.NextFile();
        var gap = _endedAt is { } ended ? (long)Math.Round((place.Time - ended).TotalMilliseconds) : 0;
        _entry = new RecordingPart(file, place.Time, Samples: 0, Sha256: null, DroppedFrames: 0)
        {
            Position = place.Position,
            GapMilliseconds = Math.Max(0, gap),
        };
        (_firstTick, EndTick) = (tick, timeline.EndOfPart(tick));
        _part = CreatePart(_entry);
    }

    /// <summary>The index tells of a part before its first sample is written.</summary>
    private FlacPart CreatePart(RecordingPart entry)
    {
        var part = FlacPart.Create(Path.Combine(folder.Path, entry.File));
        try
        {
            index.Write(entry);
            return part;
        }
        catch
        {
            part.Dispose();
            File.Delete(part.Path);
            throw;
        }
    }

    private void FinishPart()
    {
        if (_part is null)
            return;
        _part.Finish();
        _part.Commit(onDisk);
        HandOver(_part.Sum);
    }

    /// <summary>What the disk refuses ends the part at its last commit, and what came after that stays to be written.</summary>
    private void Guard(Action writing)
    {
        try
        {
            writing();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            if (_part is not null)
            {
                NextTick = CommittedTick;
                TryCut(_part);
                HandOver(sum: null);
            }
            _appended = 0;
            LetGo();
            throw;
        }
    }

    private void HandOver(SoundSum? sum)
    {
        var part = _part!;
        part.Dispose();
        _part = null;
        var entry = _entry! with { Samples = part.Committed };
        _endedAt = entry.StartedAt + TimeSpan.FromSeconds((double)part.Committed / AudioFrame.SampleRate);
        Recorded(part.Committed);
        finished(new FinishedPart(index, entry, part.Path, sum));
    }

    private long CommittedTick => _firstTick + (_part!.Committed / AudioFrame.Length);

    private void LetGo()
    {
        var safe = _part is null ? NextTick ?? 0 : CommittedTick;
        var count = 0;
        while (count < _held.Count && (_held[count].Tick < safe) && (_part is null || count < _appended))
            _held[count++].Release();
        _held.RemoveRange(0, count);
        _appended = Math.Max(0, _appended - count);
    }

    private static void TryCut(FlacPart part)
    {
        try
        {
            part.Cut();
        }
        catch (IOException)
        {
            // Then it is cut when the part is made whole.
        }
    }

    private static DateTimeOffset? EndOf(IReadOnlyList<RecordingPart> parts) =>
        parts.LastOrDefault(part => part.Samples > 0) is { } last
            ? last.StartedAt + TimeSpan.FromSeconds((double)last.Samples / AudioFrame.SampleRate)
            : null;
}

/// <summary>The programme. What is missing of it becomes silence, so that the recording is as long as the talk was.</summary>
internal sealed class ProgrammeTape(RecordingFolder folder, TapeTimeline timeline, Action<FinishedPart> finished)
    : TrackTape(folder, folder.Programme, timeline, finished, onDisk: true)
{
    private static readonly long LongestSilence = (long)(TimeSpan.FromMinutes(1) / AudioFrame.Duration);

    private long _recorded = folder.Manifest.Parts.Concat(folder.Programme.Parts).Sum(part => part.Samples);

    /// <summary>The tick that comes next; null before the first.</summary>
    public long? Tick => NextTick;

    /// <summary>After a gap of more than a minute (the machine slept) a new part is truer than silence.</summary>
    protected override long LongestSilenceBefore(long tick) => LongestSilence;

    protected override TapePlace PlaceOf(long tick) => Timeline.Begin(tick, _recorded);

    protected override long Missed(long dropped) => dropped + 1;

    protected override void Recorded(long samples) => _recorded += samples;
}

/// <summary>What one contributor gave. Ticks without her are silence inside a part; there is no part for a long silence.</summary>
internal sealed class VoiceTape(RecordingFolder folder, TrackIndex index, TapeTimeline timeline, Action<FinishedPart> finished)
    : TrackTape(folder, index, timeline, finished, onDisk: false)
{
    /// <summary>Ends the part that the programme is past.</summary>
    public void Follow(long programmeTick)
    {
        if (HasPart && programmeTick >= EndTick)
            EndPart();
    }

    protected override long LongestSilenceBefore(long tick) => HasPart ? EndTick - 1 - NextTick!.Value : 0;

    protected override TapePlace PlaceOf(long tick) => Timeline.PlaceOf(tick);
}
