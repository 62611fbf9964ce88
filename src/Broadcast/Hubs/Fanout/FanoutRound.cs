namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>What one round takes to whom. A large group's is spread over a tenth of a second: answers get through in between.</summary>
/// <param name="Members">Whom it goes to.</param>
/// <param name="News">Frames for those who have all before them; empty when there are none.</param>
/// <param name="Newest">The newest frame of each kind, for those who missed some.</param>
internal sealed record FanoutRound(FanoutMember[] Members, ReadOnlyMemory<byte> News, ReadOnlyMemory<byte> Newest)
{
    private const int MostSteps = 25;
    private const int SmallestStep = 200;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(4);

    public async Task GiveAsync(TimeProvider time)
    {
        var began = time.GetTimestamp();
        foreach (var (number, some) in Members.Chunk(Math.Max(SmallestStep, Members.Length / MostSteps)).Index())
        {
            if (number * Step - time.GetElapsedTime(began) is { Ticks: > 0 } early)
                await Task.Delay(early, time);
            foreach (var member in some)
                member.Give(News, Newest);
        }
    }
}
