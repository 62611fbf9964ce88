using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Server.Demo;

/// <summary>
/// The demo talk from the calendar to the replay, told as it goes. Every part in it is played over the public doors:
/// the HTTP API, the hub, WHIP and WHEP, SIP.
/// </summary>
internal sealed class DemoStory(DemoServer server, DemoTerminal terminal, TimeProvider time)
{
    /// <summary>Who is in the audience.</summary>
    public const int Attendees = 24;

    private static readonly string[] Asked =
    [
        "Can I register my noodle shop online, or must I go to the district office?",
        "Can two stalls share one licence if the owner is the same person?",
        "ລາຍຮັບໜ້ອຍກວ່າ 50 ລ້ານກີບຕໍ່ປີ ຕ້ອງເສຍອາກອນຊະນິດໃດ?",
        "How long is the licence good for, and what does the renewal cost?",
    ];

    private const string Rundown = """
        0 Three papers, one visit
        - Ada greets, and the station is on the line
        1 Your questions
        - Ben answers two
        2 A poll and a caller
        Goodbye
        """;

    private static readonly string[] Choices = ["Yes", "Yes, but it has expired", "Not yet"];

    /// <summary>Airs the talk. With a crash the server is killed in the middle and started again.</summary>
    public async Task<DemoEvidence> AirAsync(DemoVoices voices, IcecastMount? mount, bool crash, CancellationToken ct)
    {
        var evidence = new DemoEvidence { Voices = voices, Crashed = crash };
        await using var cast = new DemoCast();

        using var administrator = server.Api.As((await server.Api.SignInAsync(server.AdministratorToken, ct)).Token);
        var invitation = await administrator.InviteHostAsync("Demo host", ct);
        evidence.GuestLink = (await administrator.InviteHostAsync("Demo guest", ct)).Link;
        var host = cast.Own(server.Api.As((await server.Api.SignInAsync(invitation.Token, ct)).Token));
        var episode = await DemoCalendar.ScheduleAsync(host, startsIn: TimeSpan.FromSeconds(14), time, ct);
        evidence.Episode = episode;
        var talk = episode.TalkId;
        terminal.Say($"On the calendar: “{episode.Title}”, on air at {episode.StartsAt.ToLocalTime():HH:mm:ss}.");
        terminal.Say($"The page of its whole life: {server.Api.Address}e/{episode.Slug}");

        var station = cast.Own(await DemoTelephone.ConnectAsync([AudioCodec.G722, AudioCodec.Pcma], time, ct));
        await host.PutAsync($"/api/talks/{talk}/outputs", DemoOutputs.For(station, mount), ct);
        var desk = cast.Own(new DemoSeat(host, talk, time));
        await desk.SeesAsync(room => room.Seen, ct);
        await host.SubmitAsync($"/api/talks/{talk}/plan", new Dictionary<string, string>(StringComparer.Ordinal) { ["cues"] = Rundown }, ct);
        var cues = new Queue<CueView>((await host.GetAsync<RoomView>($"/api/talks/{talk}/room", ct)).Plan!.Cues);
        terminal.Say("The green room is open: the job engine let the host in, and the producer wrote a rundown.");

        var ada = cast.Own(await InviteAsync(host, talk, "Ada (demo)", ct));
        var ben = cast.Own(await InviteAsync(host, talk, "Ben (demo)", ct));
        await Task.WhenAll(ada.JoinedAsync(ct), ben.JoinedAsync(ct));
        foreach (var name in new[] { "Ada (demo)", "Ben (demo)" })
            await desk.DoAsync("PutOnAir", ct, await VoiceAsync(desk, v => v.Name == name && v.Connected, ct));
        terminal.Say("Two speakers are connected by WHIP (ICE, DTLS, SRTP, Opus) and have open microphones.");

        var audience = new List<DemoSeat>();
        for (var i = 0; i < Attendees; i++)
        {
            var attendee = await server.Api.NewAttendeeAsync(i % 3 == 0 ? null : $"Owner {i + 1} (demo)", ct);
            audience.Add(cast.Own(new DemoSeat(cast.Own(server.Api.As(attendee.Token)), talk, time)));
        }

        await Task.WhenAll(audience.Select(seat => seat.SeesAsync(room => room.Seen, ct)));
        terminal.Say($"{Attendees} attendees have taken their seats over SignalR.");

        await desk.SeesAsync(room => room.Phase == TalkPhase.Live, ct);
        evidence.LiveAt = desk.Now.LiveAt!.Value;
        var late = evidence.LiveAt - episode.StartsAt;
        terminal.Say($"On air. The timer was {late.TotalMilliseconds:F0} ms off the planned second.");
        terminal.Say($"Listen along: {server.Api.Address}e/{episode.Slug}/live");
        terminal.Say($"See the studio: {server.Api.Address}studio/{episode.Slug} after you opened {evidence.GuestLink}");

        await NextPartAsync();
        var greeting = ada.SayAsync(voices.Ada.At48Kilohertz(), ct);
        await station.RangAsync(ct);
        var studioSpeaks = station.SayAsync(voices.Station.At48Kilohertz(), ct);
        terminal.Say($"The station's telephone rang and took the programme in {station.Codec}.");
        await AskAsync(audience, desk, evidence, ct);
        var capture = mount?.CaptureAsync(TimeSpan.FromSeconds(8), time, ct);
        await greeting;
        await studioSpeaks;
        evidence.IcecastSound = capture is null ? null : await capture;

        if (crash)
            await CrashAsync(desk, audience, ada, ben, ct);

        await NextPartAsync();
        await AnswerAsync(desk, evidence, ben, ct);
        await NextPartAsync();
        await PollAsync(desk, audience, evidence, ct);
        await CallAsync(desk, episode, cast, evidence, ct);
        await NextPartAsync();
        await ben.SayAsync(voices.Ben.At48Kilohertz(), ct);
        await ada.SayAsync(voices.Ada.Cut(TimeSpan.Zero, TimeSpan.FromSeconds(5)).At48Kilohertz(), ct);

        await desk.DoAsync("EndTalk", ct);
        await Task.WhenAll(audience.Append(desk).Select(seat => seat.SeesAsync(room => room.Phase == TalkPhase.Ended, ct)));
        evidence.EndedAt = desk.Now.EndedAt!.Value;
        evidence.Heard(ada, ben, station);
        terminal.Say(
            $"Off air after {(evidence.EndedAt - evidence.LiveAt).TotalSeconds:F1} seconds. "
            + "The jobs take over: join, measure, encode, publish.");

        await DemoCalendar.PublishedAsync(administrator, episode, time, ct);
        evidence.FinalRoom = await host.GetAsync<RoomView>($"/api/talks/{talk}/room", ct);
        terminal.Say($"The replay is public: {server.Api.Address}e/{episode.Slug}");
        return evidence;

        Task NextPartAsync() => desk.DoAsync("TakeCue", ct, cues.Dequeue().Id);
    }

    /// <summary>Four people ask; others vote; the host lets three through and declines none.</summary>
    private async Task AskAsync(List<DemoSeat> audience, DemoSeat desk, DemoEvidence evidence, CancellationToken ct)
    {
        var questions = new List<QuestionId>();
        for (var i = 0; i < Asked.Length; i++)
        {
            var id = QuestionId.New();
            await audience[i].DoAsync("Ask", ct, id, Asked[i], i % 2 == 0 ? $"Owner {i + 1} (demo)" : null, i == 2 ? "lo" : "en");
            questions.Add(id);
        }

        foreach (var id in questions)
            await desk.DoAsync("ApproveQuestion", ct, id);
        await audience[^1].SeesAsync(room => questions.TrueForAll(room.Questions.ContainsKey), ct);

        // The first question gets a vote of everybody but its author, the next of half of them, and so on.
        for (var i = 0; i < questions.Count; i++)
        {
            var voters = audience.Where((seat, n) => n != i && n % (i + 1) == 0).ToList();
            await Task.WhenAll(voters.Select(seat => seat.DoAsync("Upvote", ct, questions[i])));
            evidence.Upvotes[questions[i]] = voters.Count;
        }

        await audience[0].SeesAsync(
            room => evidence.Upvotes.All(expected => room.Questions.GetValueOrDefault(expected.Key)?.Votes == expected.Value), ct);
        evidence.Questions = questions;
        terminal.Say($"{questions.Count} questions asked and approved; {evidence.Upvotes.Values.Sum()} upvotes counted on every phone.");
    }

    private async Task AnswerAsync(DemoSeat desk, DemoEvidence evidence, DemoSpeaker ben, CancellationToken ct)
    {
        foreach (var id in evidence.Questions.Take(2))
        {
            await desk.DoAsync("StartAnswer", ct, id);
            await ben.SayAsync(evidence.Voices.Answer.At48Kilohertz(), ct);
            await desk.DoAsync("FinishAnswer", ct, id);
        }

        terminal.Say("Two questions were answered on air; their times become chapters.");
    }

    private async Task PollAsync(DemoSeat desk, List<DemoSeat> audience, DemoEvidence evidence, CancellationToken ct)
    {
        var poll = PollId.New();
        evidence.Poll = poll;
        evidence.Tally = new int[Choices.Length];
        await desk.DoAsync("CreatePoll", ct, poll, "Do you have a business licence today?", Choices, null);
        await desk.DoAsync("OpenPoll", ct, poll);
        await Task.WhenAll(audience.Select(seat => seat.SeesAsync(room => room.Polls.ContainsKey(poll), ct)));
        await Task.WhenAll(audience.Select((seat, n) =>
        {
            var choice = n % 5 == 0 ? 1 : n % 2 == 0 ? 0 : 2;
            Interlocked.Increment(ref evidence.Tally[choice]);
            return seat.DoAsync("CastVote", ct, poll, choice);
        }));
        await desk.DoAsync("ClosePoll", ct, poll);
        await Task.WhenAll(audience.Select(seat => seat.SeesAsync(
            room => room.Polls.GetValueOrDefault(poll)?.Tally is { } tally && tally.SequenceEqual(evidence.Tally), ct)));
        evidence.PollSeenBy = audience.Count;
        var result = string.Join(", ", Choices.Zip(evidence.Tally, (choice, votes) => $"{choice} {votes}"));
        terminal.Say($"A poll was opened, voted by {audience.Count} and closed: {result}.");
    }

    private async Task CallAsync(DemoSeat desk, EpisodeView episode, DemoCast cast, DemoEvidence evidence, CancellationToken ct)
    {
        var caller = cast.Own(await DemoTelephone.ConnectAsync([AudioCodec.Pcma], time, ct));
        await caller.DialAsync(new SipUri(episode.Slug, "127.0.0.1", server.SipPort), ct);
        caller.Press("1"); // she agrees to be heard and recorded
        var voice = await VoiceAsync(desk, v => v.Kind == "caller" && v.Connected, ct);
        await desk.DoAsync("PutOnAir", ct, voice);
        terminal.Say("A caller dialled in by SIP (G.711), agreed to be heard, and the host put her on air.");
        await caller.SayAsync(evidence.Voices.Caller.At48Kilohertz(), ct);
        caller.Press("12#");
        await desk.SeesAsync(room => Array.Exists(room.Voices, v => v.Id == voice && v.Digits == "12#"), ct);
        evidence.Digits = "12#";
        await desk.DoAsync("TakeOffAir", ct, voice);
        evidence.CallerHeard = caller.Heard;
        await caller.HangUpAsync(ct);
        terminal.Say("She pressed 1, 2 and #; every key arrived once.");
    }

    private async Task CrashAsync(DemoSeat desk, List<DemoSeat> audience, DemoSpeaker ada, DemoSpeaker ben, CancellationToken ct)
    {
        terminal.Say("Now the server is killed (kill -9) in the middle of the talk …");
        var lost = time.GetTimestamp();
        await server.KillAsync(ct);
        await server.StartAsync(ct);
        await Task.WhenAll(audience.Append(desk).Select(seat => seat.SeesAsync(_ => seat.Returns > 0, ct)));
        await Task.WhenAll(ada.BackAsync(ct), ben.BackAsync(ct));
        await desk.SeesAsync(room => room.Voices.Count(v => v is { Connected: true, OnAir: true }) >= 2, ct);
        terminal.Say(
            $"… {time.GetElapsedTime(lost).TotalSeconds:F1} s later it is back on air by itself; everybody has come back, "
            + "the speakers are still on air, the tape has a second part.");
    }

    private async Task<DemoSpeaker> InviteAsync(DemoApi host, TalkId talk, string name, CancellationToken ct)
    {
        var invitation = await host.InviteSpeakerAsync(talk, name, ct);
        return new DemoSpeaker(server.Api.As(invitation.Token), talk, time);
    }

    private static async Task<ContributionId> VoiceAsync(DemoSeat desk, Predicate<DemoVoice> which, CancellationToken ct)
    {
        await desk.SeesAsync(room => Array.Exists(room.Voices, which), ct);
        return Array.Find(desk.Now.Voices, which)!.Id;
    }
}
