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

    /// <returns>Those who took nothing: they are behind.</returns>
    public async Task<FanoutMember[]> GiveAsync(TimeProvider time)
    {
        var began = time.GetTimestamp();
        var size = Math.Max(SmallestStep, (Members.Length + MostSteps - 1) / MostSteps);
        var behind = new List<FanoutMember>();
        for (var (start, number) = (0, 0); start < Members.Length; (start, number) = (start + size, number + 1))
        {
            if (number * Step - time.GetElapsedTime(began) is { Ticks: > 0 } early)
                await Task.Delay(early, time);
            GiveTo(Members.AsSpan(start, Math.Min(size, Members.Length - start)), behind);
        }
        return [.. behind];
    }

    private void GiveTo(ReadOnlySpan<FanoutMember> some, List<FanoutMember> behind)
    {
        foreach (var member in some)
            if (!member.TryGive(News, Newest))
                behind.Add(member);
    }
}
