using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Hubs;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Forms;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Audience;

public class RoomPagesTests(RoomServer server) : IClassFixture<RoomServer>, IAsyncLifetime
{
    private readonly RoomHost _host = server.Host;
    private readonly QuestionId _question = QuestionId.New();
    private TalkSession _talk = null!;

    public async ValueTask InitializeAsync() => _talk = await _host.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Strangers_share_one_document_that_caches_may_hold()
    {
        await AskAndApproveAsync();
        using var stranger = _host.Http();

        using var first = await stranger.GetAsync(Room);
        first.Headers.CacheControl!.ToString().ShouldBe("public, max-age=2");
        (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("questions")[0].GetProperty("author").GetString().ShouldBe("Ada");

        using var again = new HttpRequestMessage(HttpMethod.Get, Room);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await stranger.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        await _talk.AskAsync(new StartAnswer(_question), Host);
        using var changed = new HttpRequestMessage(HttpMethod.Get, Room);
        changed.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        (await stranger.SendAsync(changed)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_its_author_and_the_studio_see_a_question_that_waits()
    {
        await _talk.AskAsync(new Ask(_question, "How much?"), Ada);

        (await QuestionsAsync(null)).ShouldBe(0);
        (await QuestionsAsync(Bounmy)).ShouldBe(0);
        (await QuestionsAsync(Ada)).ShouldBe(1);
        (await QuestionsAsync(Host)).ShouldBe(1);
    }

    [Fact]
    public async Task A_poll_shows_its_tally_to_whoever_voted_and_to_all_when_it_is_closed()
    {
        var poll = await _talk.OpenPollAsync("Tea", "Coffee");
        await _talk.AskAsync(new CastVote(poll, 1), Ada);

        (await TallyAsync(Ada)).ShouldBe("[0,1]");
        (await TallyAsync(Bounmy)).ShouldBe("null");
        await _talk.AskAsync(new ClosePoll(poll), Host);
        (await TallyAsync(Bounmy)).ShouldBe("[0,1]");
    }

    [Fact]
    public async Task A_form_asks_a_question_once_however_often_it_is_sent()
    {
        using var http = _host.Http(Ada);
        var command = CommandId.New().ToString();

        for (var i = 0; i < 2; i++)
        {
            using var answer = await http.PostAsync(Form("ask"), Fields(("text", "How much?"), ("name", "Ada"), ("c", command)));
            answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            answer.Headers.Location!.ToString().ShouldBe("/e/business-licence/live?done=ask#room");
        }
        _talk.State.Questions.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Forms_upvote_and_vote()
    {
        await AskAndApproveAsync();
        var poll = await _talk.OpenPollAsync("Tea", "Coffee");

        (await PostAsync(Bounmy, "upvote", ("question", _question.ToString()))).ShouldBe("/e/business-licence/live?done=upvote#room");
        (await PostAsync(Bounmy, "vote", ("poll", poll.ToString()), ("option", "1"))).ShouldBe("/e/business-licence/live?done=vote#room");

        _talk.State.Questions.Find(_question)!.Upvoters.ShouldBe([Bounmy.Id]);
        _talk.State.Polls.Find(poll)!.Tally.ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Forms_take_a_vote_back_and_change_a_question_that_waits()
    {
        await AskAndApproveAsync();
        var waiting = QuestionId.New();
        await _talk.AskAsync(new Ask(waiting, "How mcuh?"), Bounmy);
        await _talk.AskAsync(new Upvote(_question), Bounmy);

        (await PostAsync(Bounmy, "take-back", ("question", _question.ToString()))).ShouldBe("/e/business-licence/live?done=take-back#room");
        (await PostAsync(Bounmy, "edit", ("question", waiting.ToString()), ("text", "How much?"))).ShouldBe("/e/business-licence/live?done=edit#room");

        _talk.State.Questions.Find(_question)!.Upvoters.ShouldBeEmpty();
        _talk.State.Questions.Find(waiting)!.Text.ShouldBe("How much?");
    }

    [Fact]
    public async Task Before_the_doors_open_the_forms_lead_back_to_the_episodes_own_page()
    {
        _talk = await _host.Talks.AnnounceAsync(
            Episodes.Scheduled(EpisodeId.New(), TimeProvider.System.GetUtcNow().AddDays(7)), CancellationToken.None);

        (await PostAsync(Ada, "ask", ("text", "ຂາຍທາງເຟສບຸກ ຕ້ອງມີໃບອະນຸຍາດບໍ?"), ("language", "en"))).ShouldBe("/e/business-licence?done=ask#room");

        _talk.State.Questions.All.Values.ShouldHaveSingleItem().Language.ShouldBe("lo");
        (await RoomAsync(Ada)).GetProperty("phase").GetString().ShouldBe("announced");
    }

    [Fact]
    public async Task A_form_that_is_refused_leads_back_with_the_code()
    {
        var poll = await _talk.OpenPollAsync("Tea", "Coffee");

        (await PostAsync(Ada, "ask", ("text", " "))).ShouldBe("/e/business-licence/live?fault=question.empty#room");
        (await PostAsync(Ada, "upvote", ("question", "nonsense"))).ShouldBe("/e/business-licence/live?fault=question.unknown#room");
        (await PostAsync(Ada, "vote", ("poll", poll.ToString()), ("option", "two")))
            .ShouldBe($"/e/business-licence/live?fault=poll.no-such-option&at={poll}#room");
    }

    [Fact]
    public async Task Of_several_forms_of_a_kind_the_page_learns_which_was_refused()
    {
        var waiting = QuestionId.New();
        await _talk.AskAsync(new Ask(waiting, "How much?"), Ada);
        using var http = _host.Http(Ada);

        using var answer = await http.PostAsync(Form("edit"), Fields(("question", waiting.ToString()), ("text", new string('x', 900))));

        answer.Headers.Location!.ToString().ShouldBe($"/e/business-licence/live?fault=question.too-long&at={waiting}#room");
        answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem().ShouldContain("path=/e/business-licence/live");
    }

    [Fact]
    public async Task What_was_written_in_a_form_that_is_refused_comes_back_with_the_page()
    {
        using var http = _host.Http(Ada);
        var text = string.Concat(Enumerable.Repeat("ຂ້ອຍ", 250));

        using var answer = await http.PostAsync(Form("ask"), Fields(("text", text)));

        answer.Headers.Location!.ToString().ShouldBe("/e/business-licence/live?fault=question.too-long#room");
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.Split(';')[0].Length.ShouldBeLessThan(4_096, "browsers drop what is longer");
        cookie.ShouldContain("path=/e/business-licence/live");
        var page = new DefaultHttpContext();
        page.Request.Headers.Cookie = cookie.Split(';')[0];
        KeptText.Take(page).ShouldBe(text);
    }

    [Fact]
    public async Task A_script_without_the_hub_gets_a_form_s_answer_itself()
    {
        using var http = _host.Http(Ada);
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        using var accepted = await http.PostAsync(Form("ask"), Fields(("text", "How much?")));
        using var refused = await http.PostAsync(Form("ask"), Fields(("text", " ")));

        (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("seq").GetInt64().ShouldBe(_talk.State.Seq);
        refused.StatusCode.ShouldNotBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Forms_from_nobody_are_refused()
    {
        using var stranger = _host.Http();
        (await stranger.PostAsync(Form("ask"), new FormUrlEncodedContent([new("text", "Spam")]))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _talk.State.Questions.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("talks.example", "https://talks.example")]
    [InlineData("talks.example:8443", "https://talks.example:8443")]
    public async Task A_browser_s_form_is_taken_on_every_port(string host, string origin)
    {
        using var http = _host.Http(Ada);
        using var form = new HttpRequestMessage(HttpMethod.Post, Form("ask")) { Content = Fields(("text", "How much?")) };
        form.Headers.Host = host;
        form.Headers.Add("Origin", origin);

        using var answer = await http.SendAsync(form);

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        _talk.State.Questions.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_archive_reads_what_was_said_in_the_order_of_the_answers()
    {
        var reader = _host.Get<ITalkReader>();
        var (loved, spam) = (QuestionId.New(), QuestionId.New());
        await AskAndApproveAsync();
        await _talk.AskAsync(new Ask(loved, "Loved, but never answered?"), Bounmy);
        await _talk.AskAsync(new ApproveQuestion(loved), Host);
        await _talk.AskAsync(new Upvote(loved), Ada);
        await _talk.AskAsync(new Ask(spam, "Buy my noodles!"), Bounmy);
        await _talk.AskAsync(new DeclineQuestion(spam, "Advertisement."), Host);
        (await reader.RecordAsync(_talk.Id, CancellationToken.None)).ShouldBeNull("it never went live");
        await _talk.AskAsync(new GoLive(), Host);
        await _talk.AskAsync(new StartAnswer(_question), Host);
        await using (var listener = await _host.ConnectAsync(Bounmy))
            await listener.AskAsync("Join", _talk.Id);
        await _talk.AskAsync(new EndTalk(), Host);

        var record = (await reader.RecordAsync(_talk.Id, CancellationToken.None)).ShouldNotBeNull();

        record.Questions.Select(question => question.Id).ShouldBe([_question, loved]);
        record.Questions[0].AnsweredAt.ShouldBe(record.EndedAt);
        record.PeakPeople.ShouldBe(1);
        (await reader.RoomAsync(_talk.Id, Ada.Id, CancellationToken.None))!.Questions.Single(question => question.Id == loved).Voted.ShouldBeTrue();
        (await reader.RoomAsync(TalkId.Of(EpisodeId.New()), null, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_largest_audience_is_kept_beside_the_log()
    {
        var log = _host.Get<TalkLog>();
        foreach (var people in new[] { 3, 40, 12 })
            await log.KeepPeakAsync(_talk.Id, people, CancellationToken.None);
        await _talk.AskAsync(new GoLive(), Host);

        (await _host.Get<ITalkReader>().RecordAsync(_talk.Id, CancellationToken.None))!.PeakPeople.ShouldBe(40);
    }

    private string Room => $"/api/talks/{_talk.Id}/room";

    private string Form(string name) => $"/api/talks/{_talk.Id}/forms/{name}";

    private async Task AskAndApproveAsync()
    {
        await _talk.AskAsync(new Ask(_question, "How much?"), Ada);
        await _talk.AskAsync(new ApproveQuestion(_question), Host);
    }

    private async Task<string> PostAsync(Actor actor, string form, params (string Key, string Value)[] fields)
    {
        using var http = _host.Http(actor);
        using var answer = await http.PostAsync(Form(form), Fields(fields));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.ToString();
    }

    private static FormUrlEncodedContent Fields(params (string Key, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Key, field.Value)));

    private async Task<JsonElement> RoomAsync(Actor? viewer)
    {
        using var http = _host.Http(viewer);
        return await http.GetFromJsonAsync<JsonElement>(Room);
    }

    private async Task<int> QuestionsAsync(Actor? viewer) => (await RoomAsync(viewer)).GetProperty("questions").GetArrayLength();

    private async Task<string> TallyAsync(Actor? viewer) => (await RoomAsync(viewer)).GetProperty("polls")[0].GetProperty("tally").GetRawText();
}
