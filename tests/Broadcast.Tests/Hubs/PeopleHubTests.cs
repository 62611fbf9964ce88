using System.Text.Json;
using TalksPlatform.Broadcast.Chat;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hubs;

/// <summary>Hands, reactions, announcements and the chat, as they are on the wire.</summary>
public sealed class PeopleHubTests : IAsyncLifetime
{
    private readonly BroadcastDatabase _postgres = new();
    private RoomHost _host = null!;
    private TalkSession _talk = null!;
    private HubConnection _ada = null!;
    private HubConnection _bounmy = null!;
    private HubConnection _studio = null!;

    public async ValueTask InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _host = await RoomHost.StartAsync(_postgres.Options);
        _talk = await _host.OpenAsync();
        _ada = await JoinAsync(_host, Ada);
        _bounmy = await JoinAsync(_host, Bounmy);
        _studio = await JoinAsync(_host, Host);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in new[] { _ada, _bounmy, _studio })
            await hub.DisposeAsync();
        await _host.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task The_studio_sees_the_line_and_everybody_else_her_own_place()
    {
        await DoAsync(_ada, "RaiseHand", "Ada", "The stamp", true);
        await DoAsync(_bounmy, "RaiseHand", "Bounmy", null, true);

        Text(await _bounmy.NextAsync("hand"), "state").ShouldBe("waiting");
        var line = (await _studio.NextAsync("patch")).GetProperty("hands").GetProperty("line");
        (Text(line[0], "name"), Text(line[0], "note"), Text(line[0], "person")).ShouldBe(("Ada", "The stamp", Ada.Id.ToString()));
        await using var stranger = await _host.ConnectAsync(Somebody());
        (await stranger.AskAsync("Join", _talk.Id)).GetProperty("hands").TryGetProperty("line", out _).ShouldBeFalse();

        await DoAsync(_studio, "CallHand", Ada.Id);
        (await _ada.NextAsync("hand")).GetProperty("place").GetInt32().ShouldBe(1);
        Text(await _ada.NextAsync("hand"), "state").ShouldBe("called");
        await DoAsync(_ada, "LowerHand");
        (await _ada.NextAsync("hand")).ValueKind.ShouldBe(JsonValueKind.Null);
        (await _bounmy.NextAsync("hand")).GetProperty("place").GetInt32().ShouldBe(1, "the line moved up");
    }

    [Fact]
    public async Task Nobody_shuts_the_studio_out()
    {
        var noy = Host with { Id = PersonId.New() };
        await using var colleague = await JoinAsync(_host, noy);
        await _talk.AskAsync(new PutOnAir(new ContributionId(noy.Id.Value), "Noy", VoiceKind.Speaker), Host);

        (await Should.ThrowAsync<HubRefusedException>(() => DoAsync(_studio, "BlockPerson", new { voice = noy.Id }))).Code.ShouldBe("person.studio");

        _talk.State.Blocked.People.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_comes_back_hears_of_her_hand()
    {
        await DoAsync(_ada, "RaiseHand", "Ada", null, true);
        await using var again = await JoinAsync(_host, Ada);

        Text(await again.NextAsync("hand"), "state").ShouldBe("waiting");
    }

    [Fact]
    public async Task Reactions_are_counted_one_a_person_and_second_and_never_logged_also_across_two_servers()
    {
        await using var other = await RoomHost.StartAsync(_postgres.Options);
        await using var far = await JoinAsync(other, Somebody());
        var before = _talk.State.Seq;

        // The other server may not listen yet: whispers that are lost do no harm, so they are sent until one is heard.
        JsonElement heard;
        do
        {
            for (var tap = 0; tap < 3; tap++)
                await _ada.AskAsync("React", _talk.Id, "clap");
            await _bounmy.AskAsync("React", _talk.Id, "laugh");
            heard = await _ada.NextAsync("reactions");
            heard.GetProperty("clap").GetInt32().ShouldBeLessThanOrEqualTo(1, "one person claps once a second");
        }
        while (heard.GetProperty("laugh").GetInt32() == 0 || !await HeardAsync(far));

        _talk.State.Seq.ShouldBe(before);
    }

    [Fact]
    public async Task An_announcement_is_shown_to_all_until_it_is_taken_down()
    {
        await DoAsync(_studio, "Announce", "The form is online.", "https://moic.gov.la/form");
        var shown = (await _ada.NextAsync("patch")).GetProperty("notices").GetProperty("current");
        (Text(shown, "text"), Text(shown, "link")).ShouldBe(("The form is online.", "https://moic.gov.la/form"));
        (await _bounmy.AskAsync("Join", _talk.Id)).GetProperty("notices").GetProperty("current").GetProperty("id").GetInt64()
            .ShouldBe(shown.GetProperty("id").GetInt64());

        await DoAsync(_studio, "TakeDownAnnouncement", shown.GetProperty("id").GetInt64());
        (await _ada.NextAsync("patch")).GetProperty("notices").GetProperty("current").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_chat_is_told_to_those_who_opened_it_and_what_waits_to_moderators_alone()
    {
        await _talk.AskAsync(new OpenTalk(_talk.State.Card! with { Rules = new RoomRules { Chat = true } }), Host);
        (await _ada.AskAsync("OpenChat", _talk.Id)).GetProperty("messages").GetArrayLength().ShouldBe(0);
        await _studio.AskAsync("OpenChat", _talk.Id);
        var message = MessageId.New();

        await DoAsync(_bounmy, "SendMessage", message, "Hello", null);
        var waiting = (await _studio.NextAsync("chat")).GetProperty("messages")[0];
        (waiting.GetProperty("held").GetBoolean(), Text(waiting, "by")).ShouldBe((true, Bounmy.Id.ToString()));
        await DoAsync(_studio, "ApproveMessage", message);
        var shown = (await _ada.NextAsync("chat")).GetProperty("messages")[0];
        (Text(shown, "text"), Text(shown, "author"), shown.TryGetProperty("by", out _)).ShouldBe(("Hello", "Bounmy", false));
        await DoAsync(_studio, "BlockPerson", new { message });
        _talk.State.Blocked.Contains(Bounmy.Id).ShouldBeTrue();
        await DoAsync(_studio, "RemoveMessage", message);
        (await _ada.NextAsync("chat")).GetProperty("removed")[0].GetString().ShouldBe(message.ToString());
    }

    [Fact]
    public async Task In_advance_there_is_neither_applause_nor_a_chat()
    {
        var series = Episodes.Series() with { Rules = new RoomRules { Chat = true } };
        var announced = Episodes.Scheduled(EpisodeId.New(), TimeProvider.System.GetUtcNow().AddDays(3), series: series);
        var talk = await _host.Talks.AnnounceAsync(announced, CancellationToken.None);

        (await RefusalAsync(() => _ada.AskAsync("React", talk.Id, "clap"))).ShouldBe("talk.unknown");
        (await RefusalAsync(() => _ada.AskAsync("OpenChat", talk.Id))).ShouldBe("talk.unknown");
    }

    [Fact]
    public async Task The_chats_of_a_ninth_talk_are_too_many()
    {
        for (var talk = 1; talk < 8; talk++)
            await _ada.AskAsync("OpenChat", await ChatAsync());

        (await RefusalAsync(async () => await _ada.AskAsync("OpenChat", await ChatAsync()))).ShouldBe("hub.too-many-talks");

        async Task<TalkId> ChatAsync()
        {
            var talk = await _host.OpenAsync();
            await talk.AskAsync(new OpenTalk(talk.State.Card! with { Rules = new RoomRules { Chat = true } }), Host);
            return talk.Id;
        }
    }

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Should.ThrowAsync<HubRefusedException>(act)).Code;

    private async Task<HubConnection> JoinAsync(RoomHost host, Actor actor)
    {
        var hub = await host.ConnectAsync(actor);
        await hub.AskAsync("Join", _talk.Id);
        return hub;
    }

    private Task<JsonElement> DoAsync(HubConnection hub, string method, params object?[] arguments) =>
        hub.AskAsync(method, [_talk.Id, CommandId.New(), .. arguments]);

    private static async Task<bool> HeardAsync(HubConnection hub)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            return (await hub.NextAsync("reactions", patience.Token)).GetProperty("clap").GetInt32() > 0;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
