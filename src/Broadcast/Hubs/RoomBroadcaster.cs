using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Chat;
using TalksPlatform.Broadcast.Crew;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// Tells a room what was committed: steps at once, numbers that grow quickly gathered four times a second and, when they
/// grow for long, each three seconds. It stands apart
/// from the commit loop, which only hands it what happened. Thread-safe.
/// </summary>
internal sealed class RoomBroadcaster : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(250);

    // A minute of four messages a second, then one each three seconds: an hour of the busiest talk stays under 0.3 MB a listener.
    private const int Burst = 240;
    private const double Lasting = 1 / 3.0;
    private static readonly TimeSpan GatherLong = TimeSpan.FromSeconds(3);

    /// <summary>A count of people that changed by less than a fiftieth is not worth a message.</summary>
    private const int Noticeable = 50;

    private readonly TalkSession _session;
    private readonly TalkAudience _audience;
    private readonly TalkPost _post;
    private readonly Lock _gate = new();
    private readonly PendingChanges _changes = new();
    private readonly PatchChain _public;
    private readonly PatchChain _studio;
    private readonly ChatPost _chat;
    private readonly Pace _pace;
    private readonly ITimer _timer;
    private readonly IDisposable _subscription;
    private TalkState _talk; // as far as its entries arrived here: the session may be ahead
    private bool _armed;
    private int _peopleTold;

    public RoomBroadcaster(TalkSession session, TalkAudience audience, TalkPost post, TimeProvider time, Func<PersonId, string?>? provinceOf = null)
    {
        (_session, _audience, _post) = (session, audience, post);
        _pace = new Pace(time, Burst, Lasting);
        _timer = time.CreateTimer(_ => OnGathered(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _audience.Changed += Arm;

        // What is committed while this begins waits at the gate, and is then told if it is newer.
        lock (_gate)
        {
            _subscription = session.Subscribe(OnCommitted);
            _talk = session.State;
            _public = new PatchChain(Viewer.Stranger, TalkGroups.Audience(session.Id), _talk.Seq);
            _studio = new PatchChain(Viewer.Studio with { ProvinceOf = provinceOf }, TalkGroups.Studio(session.Id), _talk.Seq);
            _chat = new ChatPost(_talk.Seq);
        }
    }

    /// <summary>What this viewer missed since.</summary>
    public CatchUpView CatchUp(Viewer viewer, long known)
    {
        var talk = _session.State;
        IReadOnlyList<RoomPatch>? patches;
        lock (_gate)
            patches = known > talk.Seq ? null : (viewer.SeesStudio ? _studio : _public).After(known);

        if (patches is null)
            return new CatchUpView(Snapshot: RoomViews.Room(talk, viewer, _audience.Count));
        return new CatchUpView(patches, Mine: [.. RoomViews.Own(talk.Questions, viewer).Select(question => RoomViews.Question(question, viewer))]);
    }

    public void Dispose()
    {
        _audience.Changed -= Arm;
        _subscription.Dispose();
        _timer.Dispose();
    }

    private void OnCommitted(TalkState talk, IReadOnlyList<LogEntry> entries)
    {
        TalkState before;
        List<RoomChange> changes = [.. entries.Select(entry => entry.Event.Change)];
        lock (_gate)
        {
            (before, _talk) = (_talk, talk);
            if (before.Questions.Answering is { } answered && answered != talk.Questions.Answering)
                changes.Add(RoomChange.StepOf(answered)); // the next answer, or the end of the talk, ended it
            var urgent = false;
            foreach (var change in changes)
            {
                _changes.Add(change);
                _chat.Add(change);
                urgent |= change.Urgent;
            }
            if (urgent)
                Tell();
        }
        TellAuthors(talk, changes);
        TellSeats(talk, before);
        TellHands(talk, before.Hands);
        TellCrew(talk, before.Crew);
        Arm();
    }

    private void OnGathered()
    {
        lock (_gate)
        {
            _armed = false;
            Tell();
        }

        var people = _audience.Count;
        if (Math.Abs(people - _peopleTold) * Noticeable <= _peopleTold)
            return;
        _peopleTold = people;
        _post.Send(_public.Group, client => client.People(people));
        _post.Send(_studio.Group, client => client.People(people));
    }

    private void Arm()
    {
        TimeSpan wait;
        lock (_gate)
        {
            if (_armed)
                return;
            _armed = true;
            wait = _pace.TryTake() ? Gather : GatherLong;
        }
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        foreach (var chain in (ReadOnlySpan<PatchChain>)[_public, _studio])
        {
            if (chain.Next(_changes, _talk) is { } patch)
                _post.Send(chain.Group, client => client.Patch(patch));
        }
        _changes.Clear();
        _chat.Tell(_talk, _post);
    }

    private void TellAuthors(TalkState talk, List<RoomChange> changes)
    {
        foreach (var id in changes.Where(change => change.ToAuthor).SelectMany(change => change.Questions).Distinct())
        {
            if (talk.Questions.Find(id) is not { } question)
                continue;
            var view = RoomViews.Question(question, new Viewer(question.By, SeesStudio: false));
            _post.Send(TalkGroups.Person(talk.Id, question.By), client => client.Mine(view));
        }
    }

    /// <summary>Everybody in line hears of her own place, and whoever left it of that.</summary>
    private void TellHands(TalkState talk, HandLine before)
    {
        if (ReferenceEquals(talk.Hands, before))
            return;
        foreach (var person in before.Line.Concat(talk.Hands.Line).Select(hand => hand.Person).Distinct())
        {
            var own = OwnHandView.Of(talk.Hands, person);
            if (own != OwnHandView.Of(before, person))
                _post.Send(TalkGroups.Person(talk.Id, person), client => client.Hand(own));
        }
    }

    private void TellCrew(TalkState talk, CrewNotes before)
    {
        if (ReferenceEquals(talk.Crew, before))
            return;
        var notes = CrewNoteView.After(before.Latest.LastOrDefault()?.Order ?? 0, talk.Crew);
        _post.Send(TalkGroups.Crew(talk.Id), client => client.Notes(notes));
    }

    private void TellSeats(TalkState talk, TalkState before)
    {
        if (ReferenceEquals(talk.Stage.OnAir, before.Stage.OnAir) && ReferenceEquals(talk.Stage.Next, before.Stage.Next)
            && talk.Mix.CoHost == before.Mix.CoHost)
            return;
        var voices = before.Stage.OnAir.Keys.Union(talk.Stage.OnAir.Keys).Union(before.Stage.Next).Union(talk.Stage.Next)
            .Select(voice => new PersonId(voice.Value));
        var coHosts = new[] { before.Mix.CoHost, talk.Mix.CoHost }.OfType<CoHost>().Select(coHost => coHost.Person);
        foreach (var person in voices.Union(coHosts))
        {
            var seat = SeatView.Of(talk, person);
            if (!seat.Equals(SeatView.Of(before, person)))
                _post.Send(TalkGroups.Person(talk.Id, person), client => client.Seat(seat));
        }
    }
}
