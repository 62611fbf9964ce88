using System.Text.Json;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Media.Sound;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media.Guard;

/// <summary>A silent talk from end to end: the studio is warned, the bed goes out, and it goes again when that is wanted.</summary>
public sealed class GuardHubTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("guard-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_studio_is_told_of_dead_air_and_says_that_it_is_on_purpose()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var hub = await HubConnection.OpenAsync(
            new Uri($"ws://{studio.Address.Authority}{TalkHub.Path}"), $"{_host.Id}.{_host.Role}.{_host.Name}");
        await hub.AskAsync("Join", talk.Id);
        var tap = new Tap(ProgrammeLeg.Clean);
        studio.Floor.TryFind(talk.Id)!.Programme.Attach(tap);

        await hub.AskAsync("GoLive", talk.Id, CommandId.New());

        await IsToldAsync(hub, "guard", guard => guard.GetProperty("state").GetString() == "warning");
        await IsToldAsync(hub, "guard", guard => guard.GetProperty("state").GetString() == "filling"
            && guard.GetProperty("playing").GetString() == "bed" && guard.GetProperty("cause").GetString() == "silence");
        await Eventually.BecomesAsync(() => tap.Heard is { Length: > 48_000 } heard && heard.Last(0.5).Max(Math.Abs) > 0.03f, "the bed is heard");
        var alarm = studio.Get<AlarmBook>().Of(talk.Id).Single(alarm => alarm.Code == AlarmCodes.DeadAir);
        alarm.ClearedAt.ShouldBeNull();
        alarm.Count.ShouldBe(1);
        studio.Get<AlarmBook>().Of(talk.Id).Single(alarm => alarm.Code == AlarmCodes.DeadAirSoon).ClearedAt.ShouldNotBeNull();

        await hub.AskAsync("OverrideGuard", talk.Id, CommandId.New());

        await IsToldAsync(hub, "guard", guard => guard.GetProperty("state").GetString() == "quiet" && guard.GetProperty("secondsToGo").GetInt32() is > 20 and <= 30);
        await Eventually.BecomesAsync(() => tap.Heard.Last(0.5).Max(Math.Abs) < 0.0001f, "the bed has gone");
        studio.Get<AlarmBook>().Of(talk.Id).Single(alarm => alarm.Code == AlarmCodes.DeadAir).ClearedAt.ShouldNotBeNull();
        await IsToldAsync(hub, "alarms", alarms => alarms.EnumerateArray().All(alarm => alarm.TryGetProperty("clearedAt", out var at) && at.ValueKind == JsonValueKind.String));
    }

    [Fact]
    public async Task What_listeners_get_is_heard_by_us_too()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        var run = studio.Floor.TryFind(talk.Id)!;
        await Eventually.BecomesAsync(() => run.Programme.IsLive && run.Rack.Views.Any(output => output is { Kind: "mp3", State: "running" }), "the plain stream runs");

        // Nobody speaks, so the stream is silent, and it is right to be: no alarm of the output, only the guard's.
        await Eventually.BecomesAsync(() => studio.Get<AlarmBook>().Of(talk.Id).Any(alarm => alarm.Code == AlarmCodes.DeadAir), "the guard fills in");
        studio.Get<AlarmBook>().Of(talk.Id).ShouldNotContain(alarm => alarm.Code == AlarmCodes.OutputSilent);
    }

    private static async Task IsToldAsync(HubConnection hub, string message, Func<JsonElement, bool> condition)
    {
        while (!condition(await hub.NextAsync(message)))
        {
            // it is told of other things before
        }
    }
}
