using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>What goes along with each programme.</summary>
public sealed class CompanionTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("companion-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_begins_with_the_green_room_begins_again_when_it_fails_and_ends_with_the_talk()
    {
        var stumbling = new Stumbling();
        await using var studio = await StudioHost.StartAsync(
            postgres.Options, _folder, besides: services => services.AddSingleton<IProgrammeCompanion>(stumbling));
        var talk = await studio.OpenTalkAsync();

        await Eventually.BecomesAsync(() => stumbling.Running == talk.Id, "it is there again after its failure");
        stumbling.Begun.ShouldBe(2);

        await talk.AskAsync(new EndTalk(), new Actor(PersonId.New(), "Noy", Role.Host), CommandId.New());
        await Eventually.BecomesAsync(() => stumbling.Running is null, "it went with the talk");
    }

    /// <summary>Fails at its first step.</summary>
    private sealed class Stumbling : IProgrammeCompanion
    {
        private int _begun;

        public int Begun => Volatile.Read(ref _begun);

        public TalkId? Running { get; private set; }

        public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
        {
            if (Interlocked.Increment(ref _begun) == 1)
                throw new InvalidOperationException("A stone lies in the way.");
            Running = run.Programme.Talk;
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            }
            finally
            {
                Running = null;
            }
        }
    }
}
