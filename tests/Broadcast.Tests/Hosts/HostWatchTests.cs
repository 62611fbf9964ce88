using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Hosts;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Hosts;

/// <summary>When a live talk is without anybody who can run it.</summary>
public sealed class HostWatchTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly ManualTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("watch-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);
    private readonly Actor _producer = new(PersonId.New(), "Pim", Role.Producer);
    private readonly Actor _presenter = new(PersonId.New(), "Dr Keo", Role.Speaker);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_talk_with_a_producer_at_the_desk_is_not_lost_and_her_presenter_takes_over_once_she_is_gone()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await talk.AskAsync(new NameCoHost(_presenter.Id, "Dr Keo"), _host, CommandId.New());
        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        var room = studio.Get<RoomDirectory>().Of(talk);
        foreach (var actor in (Actor[])[_producer, _presenter])
        {
            room.Audience.Enter(actor.Id);
            room.Hosts.Meet(actor);
        }
        var alarms = new AlarmBook(studio.Get<IStudioSignals>(), studio.Get<TalkDirectory>(), _time, NullLogger<AlarmBook>.Instance);
        var watch = new HostWatch(studio.Get<RoomDirectory>(), alarms, _time, NullLogger<HostWatch>.Instance);
        var absence = new HostAbsence(_time);

        await LookAsync(seconds: 60);
        alarms.Of(talk.Id).ShouldBeEmpty("she runs the talk");
        talk.State.TookOver(_presenter.Id).ShouldBeFalse();

        room.Audience.Leave(_producer.Id);
        await LookAsync(seconds: 10);
        alarms.Of(talk.Id).ShouldHaveSingleItem().Code.ShouldBe(AlarmCodes.HostLost);
        talk.State.TookOver(_presenter.Id).ShouldBeTrue("nobody else can run it");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
        await Eventually.BecomesAsync(() => talk.State.OpenRecording is null, "all is closed");

        async Task LookAsync(int seconds)
        {
            for (var i = 0; i < seconds; i++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                await watch.LookAsync(studio.Floor.TryFind(talk.Id)!, absence, TestContext.Current.CancellationToken);
            }
        }
    }
}
