using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>Callers at the menu, by SIP and with keys of RFC 4733.</summary>
public sealed class CallerTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("callers-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_question_is_recorded_heard_again_sent_and_lies_in_the_queue_with_its_sound()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var caller = await Handset.CallAsync(studio, hertz: 700);
        caller.Press("12");
        await Eventually.BecomesAsync(() => !talk.State.Callers.IsEmpty, "she agreed");
        caller.Press("5"); // any key skips the explanation
        await caller.HearBeepAsync();
        await caller.SayAsync(seconds: 2);
        caller.Press("#2");
        await caller.HearAsync(700, "she hears her own voice again");
        talk.State.Questions.All.ShouldBeEmpty("she has not sent it");
        caller.Press("1");

        await Eventually.BecomesAsync(() => talk.State.Questions.All.Count == 1, "it lies in the queue");
        var question = talk.State.Questions.All.Values.Single();
        question.Author.ShouldBe("Caller 1");
        var (sound, rate) = WavFile.Read(new DataFolder(_folder).At(PhoneRecordings.Folder, question.Recording!));
        rate.ShouldBe(16_000);
        (sound.Length / (double)rate).ShouldBeInRange(1.5, 60);
        var steady = sound.AsSpan(rate / 4, rate);
        Tone.SteadyLevel(steady, 700, rate).ShouldBeInRange(-21, -19);
        Tone.Frequency(steady, rate).ShouldBe(700, 1);
        using var http = studio.Http(_host);
        (await http.GetByteArrayAsync($"/api/talks/{talk.Id}/questions/{question.Id}/recording", TestContext.Current.CancellationToken)).Length
            .ShouldBe(44 + (2 * sound.Length));
        await talk.AskAsync(new TranscribeQuestion(question.Id, "How much is it?"), _host, CommandId.New());
        await EndAsync(talk);
    }

    [Fact]
    public async Task Her_vote_counts_once_beside_the_webs_and_a_second_line_of_her_number_changes_it_or_nothing()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        var poll = PollId.New();
        await talk.AskAsync(new CreatePoll(poll, "Tea or coffee?", ["Tea", "Coffee"], PollRules.Single), _host, CommandId.New());
        await talk.AskAsync(new OpenPoll(poll), _host, CommandId.New());
        await talk.AskAsync(new CastVote(poll, 0), People.Ada, CommandId.New());
        await using var caller = await Handset.CallAsync(studio);
        await using var sister = await Handset.CallAsync(studio);
        await using var hidden = await Handset.CallAsync(studio, number: "anonymous");

        caller.Press("1321");
        await Eventually.BecomesAsync(() => talk.State.Polls.Find(poll)!.Tally is [1, 1], "both are in one tally");
        sister.Press("1311");
        hidden.Press("1311");
        await Eventually.BecomesAsync(() => talk.State.Callers.Count == 3, "they are three callers");
        hidden.Press("5");
        await Eventually.BecomesAsync(() => talk.State.Hands.Line.Count == 1, "all her keys are done");
        sister.Press("5");
        await Eventually.BecomesAsync(() => talk.State.Hands.Line.Count == 2, "and her sister's");

        talk.State.Polls.Find(poll)!.Tally.ShouldBe([1, 1]);
        await EndAsync(talk);
    }

    [Fact]
    public async Task Callers_raise_hands_are_called_up_and_are_on_air_together_each_without_herself()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var one = await Handset.CallAsync(studio, number: "+8562055512345", hertz: 700);
        await using var two = await Handset.CallAsync(studio, number: "+8562055554321", hertz: 1_300);
        await using var listening = await Handset.CallAsync(studio, number: "+8562055559999", hertz: 1_900);
        one.Press("15");
        two.Press("15");
        listening.Press("11");
        await Eventually.BecomesAsync(() => talk.State.Hands.Line.Count == 2 && talk.State.Callers.Count == 3, "two hands are up");
        talk.State.Hands.Line.ShouldAllBe(hand => hand.ByPhone);

        foreach (var hand in talk.State.Hands.Line)
        {
            await talk.AskAsync(new CallHand(hand.Person), _host, CommandId.New());
            await talk.AskAsync(new MakeHandReady(hand.Person), _host, CommandId.New());
            await talk.AskAsync(new PutOnAir(new(hand.Person.Value), hand.Name, VoiceKind.Caller), _host, CommandId.New());
        }

        await listening.HearAsync(700, "who listens hears the one");
        await listening.HearAsync(1_300, "and the other");
        await one.HearAsync(1_300, "the one hears the other");
        await two.HearAsync(700, "the other hears the one");
        await Eventually.BecomesAsync(() => Tones.LevelAt(one.LastSecond, 700) < -60, "not herself");
        await Eventually.BecomesAsync(() => Tones.LevelAt(two.LastSecond, 1_300) < -60, "not herself");
        Tones.LevelAt(one.LastSecond, 1_900).ShouldBeLessThan(-60, "who listens is not heard");
        await EndAsync(talk);
        await one.Call.Ended.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Who_is_blocked_is_hung_up_on_and_no_line_of_her_number_is_let_in_again()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var first = await Handset.CallAsync(studio);
        await using var second = await Handset.CallAsync(studio);
        second.Press("15");
        await Eventually.BecomesAsync(() => talk.State.Hands.Line.Count == 1, "she is in line");

        await talk.AskAsync(new BlockPerson(new BlockTarget(Hand: talk.State.Hands.Line[0].Person)), _host, CommandId.New());

        await second.Call.Ended.WaitAsync(Eventually.Patience);
        var refusal = await Should.ThrowAsync<Rtc.Sip.SipCallException>(() => Handset.CallAsync(studio));
        refusal.Status.ShouldBe(603);
        await EndAsync(talk);
    }

    [Fact]
    public async Task Before_the_doors_open_a_caller_asks_and_after_the_end_she_is_told_so()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var episode = studio.Get<IEpisodeReader>().ShouldBeOfType<PaperCalendar>()
            .Put(Episodes.Scheduled(EpisodeId.New(), TimeProvider.System.GetUtcNow().AddDays(2), "Tea", "tea"));
        var talk = await studio.Get<TalkDirectory>().AnnounceAsync(episode, CancellationToken.None);
        await using (var caller = await Handset.CallAsync(studio))
        {
            caller.Press("122");
            await caller.HearBeepAsync();
            await caller.SayAsync(seconds: 1);
            caller.Press("#1");
            await Eventually.BecomesAsync(() => talk.State.Questions.All.Count == 1, "her question waits for the talk");
        }
        await studio.Get<TalkDirectory>().OpenAsync(episode, CancellationToken.None);
        await EndAsync(talk);

        await using var late = await Handset.CallAsync(studio);

        await late.Call.Ended.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Who_knows_the_menu_need_not_wait_for_its_first_word()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();

        await using var caller = await Handset.AnsweredAsync(studio);
        caller.Press("15");

        await Eventually.BecomesAsync(() => talk.State.Hands.Line.Count == 1, "her hand is up");
        await EndAsync(talk);
    }

    [Fact]
    public async Task Whom_the_studio_refuses_as_it_closes_stays_on_the_line_and_her_keys_count()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var caller = await Handset.CallAsync(studio);
        var run = studio.Get<StudioFloor>().TryFind(talk.Id).ShouldNotBeNull();
        await run.Programme.CloseAsync();

        caller.Press("15");

        await Eventually.BecomesAsync(() => talk.State.Hands.Line.Count == 1, "her hand is up");
        await caller.IsSpokenToAsync();
        caller.Call.Ended.IsCompleted.ShouldBeFalse();
        await EndAsync(talk);
        await caller.Call.Ended.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task The_prompts_of_her_language_are_the_series_own_recordings()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        var series = talk.State.Card!.Series;
        using var http = studio.Http(_host);
        (await http.PutAsync($"/api/series/{series}/phone-line", System.Net.Http.Json.JsonContent.Create(new { languages = new[] { "en", "lo" } }), TestContext.Current.CancellationToken))
            .EnsureSuccessStatusCode();
        var recording = Path.Combine(_folder, "consent.wav");
        WavFile.Write(recording, 8_000, Tone.Make(1_500, -12, 8_000, 16_000));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(recording, TestContext.Current.CancellationToken)), "file", "consent.wav" } };
        (await http.PostAsync($"/api/series/{series}/prompts/lo/consent", form, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        await using var caller = await Handset.CallAsync(studio);
        caller.Press("2");

        await caller.HearAsync(1_500, "she is asked in Lao");
        caller.Press("1");
        await Eventually.BecomesAsync(() => talk.State.Callers.Values.SingleOrDefault()?.Language == "lo", "she agreed in Lao");
        await Eventually.BecomesAsync(() => Tones.LevelAt(caller.LastSecond, 1_500) < -60, "a key ends what is said");
        studio.Get<PromptShelf>().VoiceOf(series, "lo").Voice.ShouldBe("english");
        await EndAsync(talk);
    }

    private async Task EndAsync(TalkSession talk) => await talk.AskAsync(new EndTalk(), _host, CommandId.New());
}
