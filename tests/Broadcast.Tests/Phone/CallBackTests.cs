using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>Missed calls: a trunk brings them, and we call back by it.</summary>
public sealed class CallBackTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private const string Number = "+8562055512345";

    private readonly string _folder = Directory.CreateTempSubdirectory("callback-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_missed_call_is_returned_as_long_as_the_days_budget_lasts_also_over_a_restart()
    {
        await using var trunk = new SipUserAgent(new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0), User = Number });
        var returned = new List<SipCall>();
        var dialled = new List<string>();
        trunk.IncomingCall = async ringing =>
        {
            dialled.Add(ringing.To.User);
            returned.Add(await ringing.AcceptAsync());
        };
        await trunk.StartAsync(Ct);
        var options = WithTrunk(trunk);
        TalkId talkId;
        await using (var studio = await StudioHost.StartAsync(postgres.Options, _folder, options))
        {
            var talk = await studio.OpenTalkAsync();
            talkId = talk.Id;
            await PutLineAsync(studio, talk, calls: 1);

            (await RefusalAsync(trunk, studio)).ShouldBe(486);

            await Eventually.BecomesAsync(() => returned.Count == 1, "she is called");
            dialled.ShouldBe([Number]);
            await using (var caller = new Human(voice: null, returned[0].Sender, returned[0].Receiver))
            {
                await Handset.IsSpokenToAsync(caller);
                returned[0].Sender.SendDigit('1');
                await Eventually.BecomesAsync(() => talk.State.Callers.Count == 1, "she agrees");
                await returned[0].HangUpAsync(Ct);
            }
            (await SpentAsync(studio, talk)).ShouldBe((1, 1));
            await Eventually.BecomesAsync(() => !studio.Get<CallersOnLine>().HasAny(talk.Id), "her line is free");

            (await RefusalAsync(trunk, studio)).ShouldBe(486);
            await Eventually.BecomesAsync(() => !studio.Get<CallersOnLine>().HasAny(talk.Id), "she is given up");
        }
        await using var restarted = await StudioHost.StartAsync(postgres.Options, _folder, options);
        await Eventually.BecomesAsync(() => restarted.Floor.TryFind(talkId) is not null, "the studio opens again");

        (await RefusalAsync(trunk, restarted)).ShouldBe(486);

        await Eventually.BecomesAsync(() => !restarted.Get<CallersOnLine>().HasAny(talkId), "she is given up");
        returned.Count.ShouldBe(1);
        var open = await restarted.Get<TalkDirectory>().FindAsync(talkId, Ct);
        await open.AskAsync(new EndTalk(), _host, CommandId.New(), Ct);
    }

    [Fact]
    public async Task A_call_whose_budget_cannot_be_told_does_not_go_on_unpaid()
    {
        await using var trunk = new SipUserAgent(new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0), User = Number });
        SipCall? returned = null;
        trunk.IncomingCall = async ringing => returned = await ringing.AcceptAsync();
        await trunk.StartAsync(Ct);
        var notes = new NoteBook();
        await using var studio = await StudioHost.StartAsync(
            await postgres.CloneAsync(), _folder, WithTrunk(trunk), services => services.AddSingleton<ILoggerProvider>(notes));
        var talk = await studio.OpenTalkAsync();
        await PutLineAsync(studio, talk, calls: 5);
        (await RefusalAsync(trunk, studio)).ShouldBe(486);
        await Eventually.BecomesAsync(() => returned is not null, "she is called");
        await using var caller = new Human(voice: null, returned!.Sender, returned.Receiver);
        await Handset.IsSpokenToAsync(caller);
        returned.Sender.SendDigit('1');
        await Eventually.BecomesAsync(() => talk.State.Callers.Count == 1, "she agrees");

        ((PaperCalendar)studio.Get<IEpisodeReader>()).Trouble = new TimeoutException("Nobody answers.");

        await Eventually.BecomesAsync(() => notes.Has("its budget cannot be read"), "the next piece of time cannot be paid", TimeSpan.FromMinutes(3));
        await Eventually.BecomesAsync(() => returned.Ended.IsCompleted, "we hang up");
        await Eventually.BecomesAsync(() => !studio.Get<CallersOnLine>().HasAny(talk.Id), "her line is free");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New(), Ct);
    }

    [Fact]
    public async Task A_line_is_kept_whole_and_a_number_belongs_to_one_series()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        using var http = studio.Http(_host);
        var (mine, theirs) = (SeriesId.New(), SeriesId.New());
        object Line(params string[] numbers) => new { numbers, languages = new[] { "lo", "en" }, callsBack = true, prefixes = new[] { "+85620" }, callsADay = 5, minutesADay = 9 };

        (await http.PutAsJsonAsync(At(mine), Line("+856 21".Replace(" ", "", StringComparison.Ordinal)), Ct)).EnsureSuccessStatusCode();

        var line = await http.GetFromJsonAsync<JsonElement>(At(mine), Ct);
        line.GetProperty("numbers")[0].GetString().ShouldBe("85621");
        line.GetProperty("prefixes")[0].GetString().ShouldBe("85620");
        line.GetProperty("spent").GetProperty("calls").GetInt32().ShouldBe(0);
        (await http.PutAsJsonAsync(At(theirs), Line("0085621"), Ct)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        foreach (var wrong in new object[]
        {
            new { numbers = new[] { "talk" } }, new { languages = new[] { "xx" } }, new { prefixes = new[] { "x" } }, new { callsBack = true }, new { callsADay = -1 },
        })
            (await http.PutAsJsonAsync(At(theirs), wrong, Ct)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static BroadcastOptions WithTrunk(SipUserAgent trunk) => new()
    {
        UdpPort = 0,
        SipPort = 0,
        Phone = new PhoneOptions { Trunks = [new SipTrunk { Name = "lao", Proxy = new SipUri("", "127.0.0.1", trunk.LocalEndPoint.Port) }] },
    };

    private static string At(SeriesId series) => $"/api/series/{series}/phone-line";

    private async Task PutLineAsync(StudioHost studio, TalkSession talk, int calls)
    {
        using var http = studio.Http(_host);
        var line = new { numbers = new[] { "85621500123" }, callsBack = true, prefixes = new[] { "85620" }, callsADay = calls, minutesADay = 5 };
        (await http.PutAsJsonAsync(At(talk.State.Card!.Series), line, Ct)).EnsureSuccessStatusCode();
    }

    private async Task<(int Calls, int Minutes)> SpentAsync(StudioHost studio, TalkSession talk)
    {
        using var http = studio.Http(_host);
        var spent = (await http.GetFromJsonAsync<JsonElement>(At(talk.State.Card!.Series), Ct)).GetProperty("spent");
        return (spent.GetProperty("calls").GetInt32(), spent.GetProperty("minutes").GetInt32());
    }

    private static async Task<int> RefusalAsync(SipUserAgent trunk, StudioHost studio) =>
        (await Should.ThrowAsync<SipCallException>(() => trunk.CallAsync(new SipUri("+85621500123", "127.0.0.1", studio.Get<Telephone>().EndPoint.Port)))).Status;
}
