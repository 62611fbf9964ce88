using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>Questions as a plain model keeps them: sets, a list and no log.</summary>
internal sealed class QuestionModel(Random random, DateTimeOffset openedAt)
{
    private static readonly string[] Texts = ["How much?", "How little?", "How far?"];

    private readonly QuestionId[] _ids = [.. Enumerable.Range(0, 4).Select(_ => QuestionId.New())];
    private readonly Dictionary<QuestionId, Entry> _asked = [];
    private readonly List<QuestionId> _line = [];
    private QuestionId? _answering;

    /// <summary>A command, who gives it, why it must be refused, and what the model does when it is accepted; null when it is so already.</summary>
    public (TalkCommand Command, Actor Actor, string? Refusal, Action? Happens) Step(Actor voter)
    {
        var (id, other) = (_ids[random.Next(_ids.Length)], _ids[random.Next(_ids.Length)]);
        var text = Texts[random.Next(Texts.Length)];
        return random.Next(15) switch
        {
            0 or 1 => (new Ask(id, text), voter, _asked.ContainsKey(id) ? "question.exists" : null, () => _asked[id] = new Entry(voter.Id) { Text = text }),
            2 or 3 => Moves(new ApproveQuestion(id), id, QuestionState.Approved, () => Set(id, QuestionState.Approved),
                QuestionState.Asked, QuestionState.Next, QuestionState.Answering, QuestionState.Deferred, QuestionState.Declined),
            4 => Moves(new PutNext(id), id, QuestionState.Next, () => PutLast(id), QuestionState.Asked, QuestionState.Approved, QuestionState.Deferred) with
            {
                Happens = PutNextHappens(id),
            },
            5 => (new AnswerNext(_answering), People.Host, null, _line.Count > 0 ? () => Start(_line[0]) : _answering is { } now ? () => Set(now, QuestionState.Answered) : null),
            6 => Moves(new DeclineQuestion(id, null, DeclineReason.Unclear), id, QuestionState.Declined, () => Set(id, QuestionState.Declined),
                QuestionState.Asked, QuestionState.Approved, QuestionState.Next, QuestionState.Deferred),
            7 => (new MergeQuestion(id, other), People.Host, RefusalOfMerge(id, other), _asked.GetValueOrDefault(id)?.Into == other ? null : () => Merge(id, other)),
            8 => (new SplitQuestion(id), People.Host, !_asked.TryGetValue(id, out var it) ? "question.unknown" : it.Into is null ? "question.wrong-state" : null, () => Split(id)),
            9 => Votes(new Upvote(id), voter, id, wants: true),
            10 => Edits(id, text, voter),
            11 => Rewords(id, text),
            12 => Moves(new DeferQuestion(id), id, QuestionState.Deferred, () => Set(id, QuestionState.Deferred),
                QuestionState.Asked, QuestionState.Approved, QuestionState.Next, QuestionState.Answering),
            13 => SetsTimes(id),
            _ => Votes(new TakeBackUpvote(id), voter, id, wants: false),
        };
    }

    /// <summary>Any of the questions, and who asked it; null when nobody did yet.</summary>
    public (QuestionId Id, PersonId? By) Any() => _ids[random.Next(_ids.Length)] is var id && _asked.TryGetValue(id, out var asked) ? (id, asked.By) : (id, null);

    /// <summary>The board is what the model says.</summary>
    public void ShouldBe(QuestionBoard board)
    {
        board.Next.ShouldBe(_line);
        board.Answering.ShouldBe(_answering);
        board.All.Keys.ShouldBe(_asked.Keys, ignoreOrder: true);
        foreach (var (id, model) in _asked)
        {
            var question = board.Find(id)!;
            question.State.ShouldBe(model.State);
            (question.Text, question.Original).ShouldBe((model.Text, model.Original));
            if (model.Times is { } times)
                (question.AnsweringAt, question.AnsweredAt).ShouldBe(times);
            question.MergedInto.ShouldBe(model.Into);
            question.Joined.ShouldBe(model.Bears);
            question.Upvoters.ShouldBe(model.Own, ignoreOrder: true);
            question.JoinedVoters.ShouldBe(model.Others, ignoreOrder: true);
        }
    }

    private (TalkCommand, Actor, string? Refusal, Action? Happens) Moves(
        TalkCommand command, QuestionId id, QuestionState to, Action happens, params QuestionState[] from)
    {
        if (!_asked.TryGetValue(id, out var question))
            return (command, People.Host, "question.unknown", null);
        if (question.State == to)
            return (command, People.Host, null, null);
        return (command, People.Host, from.Contains(question.State) ? null : "question.wrong-state", happens);
    }

    private (TalkCommand, Actor, string?, Action?) Edits(QuestionId id, string text, Actor voter)
    {
        var question = _asked.GetValueOrDefault(id);
        var refusal = question is null || (question.By != voter.Id && !Question.IsShown(question.State)) ? "question.unknown"
            : question.By != voter.Id ? "question.not-yours"
            : question.State != QuestionState.Asked ? "question.not-waiting" : null;
        return (new EditQuestion(id, text), voter, refusal, question?.Text == text ? null : () => (question!.Text, question.Original) = (text, null));
    }

    private (TalkCommand, Actor, string?, Action?) Rewords(QuestionId id, string text)
    {
        var question = _asked.GetValueOrDefault(id);
        var refusal = question is null ? "question.unknown"
            : question.State is QuestionState.Declined or QuestionState.Merged ? "question.wrong-state" : null;
        return (new RewordQuestion(id, text), People.Host, refusal, question?.Text == text ? null : () =>
        {
            var own = question!.Original ?? question.Text;
            (question.Text, question.Original) = (text, own == text ? null : own);
        }
        );
    }

    /// <summary>An answer began when the doors opened, and ended a moment later or goes on.</summary>
    private (TalkCommand, Actor, string?, Action?) SetsTimes(QuestionId id)
    {
        (DateTimeOffset? From, DateTimeOffset? To) times = (openedAt, random.Next(2) == 0 ? openedAt.AddMicroseconds(1) : null);
        var question = _asked.GetValueOrDefault(id);
        var refusal = question is null ? "question.unknown"
            : question.State is QuestionState.Declined or QuestionState.Merged ? "question.wrong-state"
            : question.State is not (QuestionState.Answering or QuestionState.Answered) ? "question.times-wrong" // nothing was on air yet
            : question.State == QuestionState.Answering != times.To is null ? "question.times-wrong" : null;
        return (new SetAnswerTimes(id, openedAt, times.To), People.Host, refusal, question?.Times == times ? null : () => question!.Times = times);
    }

    private Action? PutNextHappens(QuestionId id) => _line.LastIndexOf(id) == _line.Count - 1 && _line.Contains(id) ? null : () => PutLast(id);

    private (TalkCommand, Actor, string?, Action?) Votes(TalkCommand command, Actor voter, QuestionId id, bool wants)
    {
        if (!_asked.TryGetValue(id, out var question))
            return (command, voter, "question.unknown", null);
        if (question.Into is { } into && Question.IsShown(question.Before))
            question = _asked[into];
        if (question.State is not (QuestionState.Approved or QuestionState.Next or QuestionState.Answering or QuestionState.Deferred))
            return (command, voter, Question.IsShown(question.State) ? "question.not-open" : "question.unknown", null);
        if ((question.Own.Contains(voter.Id) || question.Others.Contains(voter.Id)) == wants)
            return (command, voter, null, null);
        return (command, voter, null, () => Count(question, voter, wants));
    }

    private static void Count(Entry question, Actor voter, bool wants)
    {
        question.Own.Remove(voter.Id);
        question.Others.Remove(voter.Id);
        if (wants)
            question.Own.Add(voter.Id);
    }

    private void Set(QuestionId id, QuestionState to)
    {
        if (_answering == id)
            _answering = null;
        _line.Remove(id);
        (_asked[id].State, _asked[id].Times) = (to, null);
    }

    private void PutLast(QuestionId id)
    {
        Set(id, QuestionState.Next);
        _line.Add(id);
    }

    private void Start(QuestionId id)
    {
        if (_answering is { } before)
            Set(before, QuestionState.Answered);
        Set(id, QuestionState.Answering);
        _answering = id;
    }

    private string? RefusalOfMerge(QuestionId id, QuestionId into)
    {
        if (!_asked.TryGetValue(id, out var goes) || !_asked.TryGetValue(into, out var stays))
            return "question.unknown";
        if (goes.Into == into)
            return null;
        if (id == into)
            return "question.merged-with-itself";
        var fits = goes.State is QuestionState.Asked or QuestionState.Approved or QuestionState.Next or QuestionState.Deferred
            && stays.State is not (QuestionState.Declined or QuestionState.Merged);
        return fits ? null : "question.wrong-state";
    }

    private void Merge(QuestionId id, QuestionId into)
    {
        var (goes, stays) = (_asked[id], _asked[into]);
        stays.Others.UnionWith([.. goes.Own, .. goes.Others]);
        if (goes.By != stays.By)
            stays.Others.Add(goes.By);
        stays.Others.ExceptWith(stays.Own);
        stays.Bears.AddRange([.. goes.Bears, id]);
        foreach (var along in goes.Bears)
            _asked[along].Into = into;
        (goes.Before, goes.Into) = (goes.State, into);
        goes.Bears.Clear();
        goes.Others.Clear();
        Set(id, QuestionState.Merged);
    }

    private void Split(QuestionId id)
    {
        var goes = _asked[id];
        var stays = _asked[goes.Into!.Value];
        goes.Own.IntersectWith([.. stays.Own, .. stays.Others]);
        stays.Bears.Remove(id);
        stays.Others.IntersectWith(stays.Bears.SelectMany(one => _asked[one].Own.Append(_asked[one].By)));
        goes.Into = null;
        goes.State = goes.Before == QuestionState.Next ? QuestionState.Approved : goes.Before;
    }

    private sealed class Entry(PersonId by)
    {
        public PersonId By { get; } = by;
        public required string Text { get; set; }
        public string? Original { get; set; }
        public (DateTimeOffset?, DateTimeOffset?)? Times { get; set; }
        public QuestionState State { get; set; }
        public QuestionState Before { get; set; }
        public QuestionId? Into { get; set; }
        public HashSet<PersonId> Own { get; } = [];
        public HashSet<PersonId> Others { get; } = [];
        public List<QuestionId> Bears { get; } = [];
    }
}
