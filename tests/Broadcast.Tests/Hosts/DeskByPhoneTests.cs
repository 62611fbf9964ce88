using TalksPlatform.Broadcast.Hosts;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Phone.Desk;
using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Broadcast.Tests.Phone;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Hosts;

/// <summary>A host whose browser is gone, at a telephone.</summary>
public sealed class DeskByPhoneTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("desk-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Her_digits_seat_her_where_her_browser_was_and_her_keys_drive_the_talk()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        CueId[] cues = [new(Guid.CreateVersion7()), new(Guid.CreateVersion7())];
        await AskAsync(talk, new SetPlan([new Cue(cues[0], "Welcome", 0), new Cue(cues[1], "Papers", 5)], []));
        var question = QuestionId.New();
        await talk.AskAsync(new Ask(question, "How long does it take?", "Mali", "en"), People.Ada, CommandId.New());
        await AskAsync(talk, new ApproveQuestion(question));
        await AskAsync(talk, new PutNext(question));
        var pin = await studio.Get<DeskPins>().MakeAsync(talk.Id, _host.Id, TestContext.Current.CancellationToken);
        var own = new ContributionId(_host.Id.Value);
        await using var phone = await Handset.CallAsync(studio);

        phone.Press($"*{(pin[0] == '9' ? '8' : '9')}{pin[1..]}");
        phone.Press($"*{pin}");
        await Eventually.BecomesAsync(() => studio.Floor.TryFind(talk.Id)!.Programme.FindConnected(own) is not null, "she sits at her own seat");
        phone.Press("2");
        await Eventually.BecomesAsync(() => talk.State.Stage.OnAir.GetValueOrDefault(own) is { Muted: false, Kind: VoiceKind.Speaker }, "she is on air");
        phone.Press("2");
        await Eventually.BecomesAsync(() => talk.State.Stage.OnAir.GetValueOrDefault(own) is { Muted: true }, "she is muted");
        phone.Press("1");
        await Eventually.BecomesAsync(() => talk.State.Plan.Running == cues[0], "the first part runs");
        phone.Press("1");
        await Eventually.BecomesAsync(() => talk.State.Plan.Running == cues[1], "the next part runs");
        phone.Press("3");
        await Eventually.BecomesAsync(() => talk.State.Questions.Answering == question, "the next question is answered");
        phone.Press("3");
        await Eventually.BecomesAsync(() => talk.State.Questions.Answering is null, "it is answered");

        await using var caller = await Handset.CallAsync(studio, number: "+8562055598765");
        caller.Press("1");
        await Eventually.BecomesAsync(() => !talk.State.Callers.IsEmpty, "she agreed");
        caller.Press("5");
        await Eventually.BecomesAsync(() => talk.State.Hands.Line.Count == 1, "she is in line");
        var hand = talk.State.Hands.Line[0].Person;
        await AskAsync(talk, new Broadcast.Hands.CallHand(hand));
        await AskAsync(talk, new Broadcast.Hands.MakeHandReady(hand));
        await AskAsync(talk, new Broadcast.Hands.NoteCaller(hand, "Mali", "Luang Prabang", "The stamp", "lo"));
        phone.Press("9");
        await Eventually.BecomesAsync(() => talk.State.Stage.OnAir.ContainsKey(new ContributionId(hand.Value)), "the next caller is on air");
        talk.State.Stage.OnAir[new ContributionId(hand.Value)].Name.ShouldBe("Mali, Luang Prabang", "as the screener noted, and as at the desk");
        await EndAsync(talk);
    }

    [Fact]
    public async Task Whoever_is_taken_out_of_the_team_drives_nothing_any_more_and_her_digits_are_worth_nothing()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        var pins = studio.Get<DeskPins>();
        var pin = await pins.MakeAsync(talk.Id, _host.Id, ct);
        var own = new ContributionId(_host.Id.Value);
        var desk = studio.Get<IDeskByPhone>();
        var host = (await desk.FindAsync(talk, pin, ct)).ShouldNotBeNull();
        await using var phone = await Handset.CallAsync(studio);
        phone.Press($"*{pin}");
        await Eventually.BecomesAsync(() => studio.Floor.TryFind(talk.Id)!.Programme.FindConnected(own) is not null, "she sits at her own seat");

        studio.Get<PaperPeople>().TakeOut(_host.Id);
        (await desk.PressAsync(talk, host, '2', ct)).ShouldBe([Prompt.Named("failed")]);
        studio.Get<IOpenSound>().Cut(_host.Id);

        await Eventually.BecomesAsync(() => studio.Floor.TryFind(talk.Id)!.Programme.FindConnected(own) is null, "she hears the studio no more");
        talk.State.Stage.OnAir.ShouldNotContainKey(own);
        (await desk.FindAsync(talk, pin, ct)).ShouldBeNull();
        (await pins.FindAsync(talk.Id, pin, ct)).ShouldBeNull("nor are they kept");
        await EndAsync(talk);
    }

    /// <summary>Nobody who calls the number afterwards gets to this talk.</summary>
    private async Task EndAsync(TalkSession talk)
    {
        await AskAsync(talk, new EndTalk());
        await Eventually.BecomesAsync(() => talk.State.OpenRecording is null, "all is closed");
    }

    private Task<Accepted> AskAsync(TalkSession talk, TalkCommand command) => talk.AskAsync(command, _host, CommandId.New());
}
