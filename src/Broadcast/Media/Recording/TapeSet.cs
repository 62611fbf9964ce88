using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>All tracks of a recording that are being written: the programme, and each voice that was heard.</summary>
internal sealed class TapeSet
{
    private readonly RecordingFolder _folder;
    private readonly TapeTimeline _timeline;
    private readonly ProgrammeTape _programme;
    private readonly Func<IEnumerable<VoiceTap>> _taps;
    private readonly Action<FinishedPart> _finished;
    private readonly Dictionary<VoiceTap, VoiceTape> _voices = [];

    private TapeSet(RecordingFolder folder, IProgrammeTime clock, Func<IEnumerable<VoiceTap>> taps, Action<FinishedPart> finished)
    {
        (_folder, _taps, _finished) = (folder, taps, finished);
        _timeline = new TapeTimeline(clock);
        _programme = new ProgrammeTape(folder, _timeline, finished);
    }

    /// <summary>How many tracks are being written.</summary>
    public int Running => 1 + _voices.Values.Count(voice => voice.HasPart);

    public static TapeSet Open(
        string path, TalkId talk, RecordingId recording, IProgrammeTime clock, Func<IEnumerable<VoiceTap>> taps, Action<FinishedPart> finished) =>
        new(RecordingFolder.Open(path, talk, recording), clock, taps, finished);

    /// <summary>Takes a frame of the programme, which is the tape's to release.</summary>
    public void Take(AudioFrame frame) => _programme.Take(frame);

    /// <summary>Puts the programme on the disk, and what there is of the voices into their files.</summary>
    /// <exception cref="IOException">The disk refuses. Nothing is lost: it is tried again with the next call.</exception>
    public void Commit()
    {
        _programme.Commit();
        if (_programme.Tick is not { } tick)
            return;
        Listen();
        foreach (var (tap, tape) in _voices)
        {
            while (tap.Frames.TryRead(out var frame))
                tape.Take(frame);
            tape.Commit();
            tape.Follow(tick);
        }
    }

    /// <summary>Ends all parts, after the last commit.</summary>
    public void End()
    {
        _programme.EndPart();
        foreach (var tape in _voices.Values)
            tape.EndPart();
    }

    /// <summary>Begins a track for each voice that is new, and lets go of those that left.</summary>
    private void Listen()
    {
        var here = _taps().ToHashSet();
        foreach (var tap in here.Where(tap => tap.Frames.Count > 0 && !_voices.ContainsKey(tap)))
            _voices.Add(tap, new VoiceTape(_folder, _folder.TrackOf(tap.Id.ToString(), tap.Name), _timeline, _finished));
        foreach (var (tap, tape) in _voices.Where(voice => !here.Contains(voice.Key)).ToList())
        {
            if (tap.Frames.Count == 0 && tape is { HasPart: false, Waiting: 0 })
                _voices.Remove(tap);
        }
    }
}
