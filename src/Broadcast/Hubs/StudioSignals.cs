using System.Collections.Concurrent;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// Keeps the latest signals of each talk and shows them to its studio ten times a second. Signals are this node's: the
/// studio of a talk looks at the node that mixes it.
/// </summary>
internal sealed class StudioSignals : IStudioSignals, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<TalkId, Latest> _latest = new();
    private readonly RoomDirectory _rooms;
    private readonly ITimer _timer;
    private int _armed;

    public StudioSignals(RoomDirectory rooms, TalkDirectory talks, TimeProvider time)
    {
        _rooms = rooms;
        _timer = time.CreateTimer(_ => Show(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        talks.OnDropped(talk => _latest.TryRemove(talk.Id, out _));
    }

    public void Voices(TalkId talk, IReadOnlyList<VoiceView> voices) => Keep(talk, latest => latest.Voices.Set(voices));

    public void Outputs(TalkId talk, IReadOnlyList<OutputView> outputs) => Keep(talk, latest => latest.Outputs.Set(outputs));

    public void Programme(TalkId talk, ProgrammeView programme) => Keep(talk, latest => latest.Programme.Set(programme));

    public void Guard(TalkId talk, GuardView guard) => Keep(talk, latest => latest.Guard.Set(guard));

    public void Alarms(TalkId talk, IReadOnlyList<AlarmView> alarms) => Keep(talk, latest => latest.Alarms.Set(alarms));

    /// <summary>A voice as it was last told of, or null.</summary>
    public VoiceView? Voice(TalkId talk, ContributionId id) =>
        _latest.GetValueOrDefault(talk)?.Voices.Value?.FirstOrDefault(voice => voice.Id == id);

    /// <summary>The guard as it was last told of, or null.</summary>
    public GuardView? Guard(TalkId talk) => _latest.GetValueOrDefault(talk)?.Guard.Value;

    /// <summary>Tells one studio connection everything, as it comes in.</summary>
    public async Task ShowAllAsync(TalkId talk, ITalkClient client)
    {
        if (!_latest.TryGetValue(talk, out var latest))
            return;
        if (latest.Voices.Value is { } voices)
            await client.Voices(voices);
        if (latest.Outputs.Value is { } outputs)
            await client.Outputs(outputs);
        if (latest.Programme.Value is { } programme)
            await client.Programme(programme);
        if (latest.Guard.Value is { } guard)
            await client.Guard(guard);
        if (latest.Alarms.Value is { } alarms)
            await client.Alarms(alarms);
    }

    public void Dispose() => _timer.Dispose();

    private void Keep(TalkId talk, Action<Latest> keep)
    {
        keep(_latest.GetOrAdd(talk, _ => new Latest()));
        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _timer.Change(Pace, Timeout.InfiniteTimeSpan);
    }

    private void Show()
    {
        Volatile.Write(ref _armed, 0);
        foreach (var (talk, latest) in _latest)
        {
            if (_rooms.Find(talk) is not { } room)
                continue;
            var studio = TalkGroups.Studio(talk);
            if (latest.Voices.TryTake() is { } voices)
                room.Post.Send(studio, client => client.Voices(voices));
            if (latest.Outputs.TryTake() is { } outputs)
                room.Post.Send(studio, client => client.Outputs(outputs));
            if (latest.Programme.TryTake() is { } programme)
                room.Post.Send(studio, client => client.Programme(programme));
            if (latest.Guard.TryTake() is { } guard)
                room.Post.Send(studio, client => client.Guard(guard));
            if (latest.Alarms.TryTake() is { } alarms)
                room.Post.Send(studio, client => client.Alarms(alarms));
        }
    }

    private sealed class Latest
    {
        public Signal<IReadOnlyList<VoiceView>> Voices { get; } = new();

        public Signal<IReadOnlyList<OutputView>> Outputs { get; } = new();

        public Signal<ProgrammeView> Programme { get; } = new();

        public Signal<GuardView> Guard { get; } = new();

        public Signal<IReadOnlyList<AlarmView>> Alarms { get; } = new();
    }

    /// <summary>The latest of its kind, and whether it was shown.</summary>
    private sealed class Signal<T> where T : class
    {
        private T? _unseen;

        public T? Value { get; private set; }

        public void Set(T value)
        {
            Value = value;
            Volatile.Write(ref _unseen, value);
        }

        public T? TryTake() => Interlocked.Exchange(ref _unseen, null);
    }
}
