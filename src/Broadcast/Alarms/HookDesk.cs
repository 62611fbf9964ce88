using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Alarms;

/// <summary>Lets a host say who is told of her series' alarms.</summary>
internal sealed class HookDesk(HookBook book, HookRoad road, AlarmPost post) : IAlarmHooks
{
    public async Task<IReadOnlyList<AlarmHookView>> ListAsync(SeriesId series, CancellationToken ct) => [.. (await book.ListAsync(series, ct)).Select(ViewOf)];

    public async Task<NewAlarmHook> AddAsync(SeriesId series, string? url, CancellationToken ct)
    {
        var hook = await book.AddAsync(series, road.Check(url), ct) ?? throw HookFaults.TooMany.AsException();
        return new NewAlarmHook(hook.Id, HostOf(hook), book.SecretOf(hook.Id));
    }

    public async Task RemoveAsync(SeriesId series, Guid hook, CancellationToken ct)
    {
        if (!await book.RemoveAsync(series, hook, ct))
            throw HookFaults.Unknown.AsException();
    }

    public async Task TestAsync(SeriesId series, Guid hook, CancellationToken ct)
    {
        var known = (await book.ListAsync(series, ct)).FirstOrDefault(one => one.Id == hook) ?? throw HookFaults.Unknown.AsException();
        post.Try(known, CancellationToken.None);
    }

    private static string HostOf(AlarmHook hook) => new Uri(hook.Url).Authority;

    private AlarmHookView ViewOf(AlarmHook hook) =>
        new(hook.Id, HostOf(hook), hook.AddedAt, post.StateOf(hook.Id)?.ToldAt, post.StateOf(hook.Id)?.Fault);
}
