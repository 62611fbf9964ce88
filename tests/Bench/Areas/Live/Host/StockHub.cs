using Microsoft.AspNetCore.SignalR;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>The peer: a hub whose groups are SignalR's own. It answers votes without keeping them.</summary>
internal sealed class StockHub : Hub
{
    public const string Path = "/stock";

    private static long votes;

    public async Task<object> Join(string talk)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, talk);
        return new { talk };
    }

    public Task<object> CastVote(string talk, string command, string poll, int option) =>
        Task.FromResult<object>(new { seq = Interlocked.Increment(ref votes) });
}
