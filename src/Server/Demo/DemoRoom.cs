using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Demo;

/// <summary>What changed between two sequence numbers, as the hub tells it.</summary>
internal sealed record DemoPatch(
    long Seq,
    IReadOnlyList<QuestionView>? Questions,
    IReadOnlyList<PollView>? Polls,
    TalkPhase? Phase,
    DateTimeOffset? LiveAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<DemoPollCount>? Counts,
    IReadOnlyList<DemoVotes>? Votes = null);

/// <summary>A poll's numbers, between two looks at the whole of it.</summary>
internal sealed record DemoPollCount(PollId Id, int Voters, IReadOnlyList<int>? Tally);

/// <summary>A question's votes.</summary>
internal sealed record DemoVotes(QuestionId Id, int Votes);

/// <summary>A voice as the studio is told of it.</summary>
internal sealed record DemoVoice(
    ContributionId Id, string Name, string Kind, bool Connected, bool OnAir, bool Muted, double Level, string? Digits);

/// <summary>An output as the studio is told of it.</summary>
internal sealed record DemoOutput(string Name, string Kind, string State, string? Reason);

/// <summary>An alarm as the studio is told of it.</summary>
internal sealed record DemoAlarm(string Code, string? Subject, string? Reason, DateTimeOffset Since, DateTimeOffset? ClearedAt, int Count);

/// <summary>A speaker's own seat.</summary>
internal sealed record DemoOwnSeat(bool OnAir, bool Hosts);

/// <summary>The room as somebody has put it together from what she was told.</summary>
internal sealed record DemoRoom(
    bool Seen,
    long Seq,
    TalkPhase Phase,
    DateTimeOffset? LiveAt,
    DateTimeOffset? EndedAt,
    Dictionary<QuestionId, QuestionView> Questions,
    Dictionary<PollId, PollView> Polls,
    DemoVoice[] Voices,
    DemoOutput[] Outputs)
{
    /// <summary>She took over from the host.</summary>
    public bool Hosts { get; init; }

    /// <summary>All that was raised in this talk.</summary>
    public DemoAlarm[] Alarms { get; init; } = [];

    public static DemoRoom Empty { get; } = new(false, 0, TalkPhase.GreenRoom, null, null, [], [], [], []);

    public DemoRoom With(RoomView snapshot) => this with
    {
        Seen = true,
        Seq = snapshot.Seq,
        Phase = snapshot.Phase,
        LiveAt = snapshot.LiveAt,
        EndedAt = snapshot.EndedAt,
        Questions = snapshot.Questions.ToDictionary(q => q.Id),
        Polls = snapshot.Polls.ToDictionary(p => p.Id),
    };

    /// <summary>With what has changed; a patch that was on its way when the whole room was told tells nothing new.</summary>
    public DemoRoom With(DemoPatch patch)
    {
        if (patch.Seq <= Seq)
            return this;
        var questions = Merge(Questions, patch.Questions, q => q.Id);
        var polls = Merge(Polls, patch.Polls, p => p.Id);
        return this with
        {
            Seq = patch.Seq,
            Phase = patch.Phase ?? Phase,
            LiveAt = patch.LiveAt ?? LiveAt,
            EndedAt = patch.EndedAt ?? EndedAt,
            Questions = Merge(questions, Voted(questions, patch.Votes), q => q.Id),
            Polls = Merge(polls, Counted(polls, patch.Counts), p => p.Id),
        };
    }

    public DemoRoom With(QuestionView mine) => this with { Questions = Merge(Questions, [mine], q => q.Id) };

    private static List<PollView>? Counted(Dictionary<PollId, PollView> polls, IReadOnlyList<DemoPollCount>? counts) => counts?
        .Where(count => polls.ContainsKey(count.Id))
        .Select(count => polls[count.Id] with { Voters = count.Voters, Tally = count.Tally })
        .ToList();

    private static List<QuestionView>? Voted(Dictionary<QuestionId, QuestionView> questions, IReadOnlyList<DemoVotes>? votes) => votes?
        .Where(told => questions.ContainsKey(told.Id))
        .Select(told => questions[told.Id] with { Votes = told.Votes })
        .ToList();

    private static Dictionary<TKey, T> Merge<TKey, T>(Dictionary<TKey, T> old, IReadOnlyList<T>? changed, Func<T, TKey> key)
        where TKey : notnull
    {
        if (changed is not { Count: > 0 })
            return old;
        var merged = new Dictionary<TKey, T>(old);
        foreach (var item in changed)
            merged[key(item)] = item;
        return merged;
    }
}
