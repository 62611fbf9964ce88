using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>What keeps a voice off the air takes effect before it is written, and the log has it once in the end.</summary>
public sealed class AheadOfLogTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("talks-ahead-").FullName;
    private readonly ContributionId _keo = new(Speaker.Id.Value);
    private EmbeddedPostgres _cluster = null!;
    private Node _node = null!;
    private TalkSession _talk = null!;
    private IDisposable? _mixer;
    private TalkState _mixed = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await StartClusterAsync();
        await Migrator.RunAsync(_cluster.Postgres, [new MigrationSet("broadcast", typeof(BroadcastModule).Assembly)], CancellationToken.None);
        _node = await Node.StartAsync(_cluster.Postgres);
        _talk = await _node.OpenAsync();
        await _talk.AskAsync(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host);
        await _talk.AskAsync(new SetDelay(7), Host);
        _mixed = _talk.State;
        _mixer = _talk.Lead(() => _mixed = _talk.Standing.Foreseen);
    }

    public async ValueTask DisposeAsync()
    {
        _mixer?.Dispose();
        await _node.DisposeAsync();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task While_PostgreSQL_is_away_it_is_done_and_told_as_unsaved_and_written_once_when_it_is_back()
    {
        await _cluster.DisposeAsync();
        var (mute, dump) = (CommandId.New(), CommandId.New());
        (await _talk.AskAsync(new MuteVoice(_keo), Host, mute)).Unsaved.ShouldBeTrue();
        (await _talk.AskAsync(new DumpDelay(), Host, dump)).Unsaved.ShouldBeTrue();
        (await _talk.AskAsync(new DumpDelay(), Host, dump)).Unsaved.ShouldBeTrue("its sender did not hear the answer");

        _mixed.Stage.OnAir[_keo].Muted.ShouldBeTrue();
        _mixed.Mix.Delay.Dumps.ShouldBe(1);
        _talk.State.Stage.OnAir[_keo].Muted.ShouldBeFalse("the log does not know of it");
        _talk.Standing.Unsaved.ShouldBe(2);
        (await Should.ThrowAsync<FaultException>(() => _talk.AskAsync(new SetDelay(0), Host))).Code.ShouldBe("talk.unavailable");

        _cluster = await StartClusterAsync();
        await Eventually.BecomesAsync(() => _talk.Standing.Unsaved == 0, "it is written without anybody asking");
        _talk.State.Stage.OnAir[_keo].Muted.ShouldBeTrue();
        _talk.State.Mix.Delay.Dumps.ShouldBe(1);
        _mixed.ShouldBeSameAs(_talk.State);

        var seq = _talk.State.Seq;
        (await _talk.AskAsync(new DumpDelay(), Host, dump)).Unsaved.ShouldBeFalse();
        _mixed.Mix.Delay.Dumps.ShouldBe(1, "a repeat throws away nothing more");
        _talk.State.Seq.ShouldBe(seq);
        (await LogAsync()).Count(entry => entry.Event is DelayDumped).ShouldBe(1);
        (await LogAsync()).Count(entry => entry.Event is VoiceMuted).ShouldBe(1);
    }

    [Fact]
    public async Task Who_was_muted_by_mistake_is_heard_again_without_the_log_and_it_has_both_in_their_order()
    {
        await _cluster.DisposeAsync();
        await _talk.AskAsync(new MuteVoice(_keo), Host);
        await _talk.AskAsync(new UnmuteVoice(_keo), Host);
        _mixed.Stage.OnAir[_keo].Muted.ShouldBeFalse();
        await _talk.AskAsync(new TakeOffAir(_keo), Host);
        _mixed.Stage.OnAir.ShouldBeEmpty();

        _cluster = await StartClusterAsync();
        await Eventually.BecomesAsync(() => _talk.Standing.Ahead.IsEmpty, "it is written");

        (await LogAsync()).TakeLast(3).Select(entry => entry.Event.GetType()).ShouldBe([typeof(VoiceMuted), typeof(VoiceUnmuted), typeof(LeftAir)]);
    }

    [Fact]
    public async Task What_another_node_has_overtaken_meanwhile_is_dropped()
    {
        await using var other = await Node.StartAsync(_cluster.Postgres);
        var there = await other.Talks.FindAsync(_talk.Id, CancellationToken.None);
        var standing = _talk.Standing.TryAdd(new WaitingCommand(new TakeOffAir(_keo), Host, CommandId.New()), TimeProvider.System.GetUtcNow())!;
        standing.Foreseen.Stage.OnAir.ShouldBeEmpty();

        await there.AskAsync(new TakeOffAir(_keo), Host);
        await there.AskAsync(new PutOnAir(_keo, "Dr Keo", VoiceKind.Speaker), Host);

        standing.Advance(there.State, _ => false).Foreseen.Stage.OnAir.ShouldContainKey(_keo, "she came on air anew, and nobody took her off since");
    }

    [Fact]
    public async Task Where_a_talk_is_not_mixed_nothing_can_be_done_without_the_log()
    {
        _mixer!.Dispose();
        await _cluster.DisposeAsync();

        (await Should.ThrowAsync<FaultException>(() => _talk.AskAsync(new MuteVoice(_keo), Host))).Code.ShouldBe("talk.unavailable");
        _talk.Standing.Ahead.ShouldBeEmpty();
        _cluster = await StartClusterAsync();
    }

    [Fact]
    public async Task What_the_talk_refuses_takes_no_effect()
    {
        (await Should.ThrowAsync<FaultException>(() => _talk.AskAsync(new MuteVoice(_keo), Ada))).Code.ShouldBe("talk.not-yours");
        (await Should.ThrowAsync<FaultException>(() => _talk.AskAsync(new MuteVoice(ContributionId.New()), Host))).Code.ShouldBe("voice.not-on-air");

        _mixed.Stage.OnAir[_keo].Muted.ShouldBeFalse();
        _talk.Standing.Ahead.ShouldBeEmpty();
    }

    private Task<IReadOnlyList<LogEntry>> LogAsync() => _node.Log.ReadAsync(_talk.Id, after: 0, CancellationToken.None);

    private Task<EmbeddedPostgres> StartClusterAsync() => EmbeddedPostgres.StartAsync(
        new EmbeddedPostgresOptions(_folder), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
}
