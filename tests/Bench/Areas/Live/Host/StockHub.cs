using Microsoft.AspNetCore.SignalR;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>The peer: a hub whose groups are SignalR's own.</summary>
internal sealed class StockHub : Hub
{
    public const string Path = "/stock";

    public async Task<object> Join(string talk)
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, talk);
        return new { talk };
    }
}
