using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>
/// Guests are programs (pages, Node, Python) that fetch what they are to do, do it and post what they found: so that all
/// of them are driven in one way, and nothing but the peer itself is between us and its WebRTC.
/// </summary>
internal sealed class GuestBook
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Guests");

    private readonly Channel<Order> _orders = Channel.CreateUnbounded<Order>();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _waiting = [];
    private int _lastOrder;

    /// <summary>Asks the guest to do something, and waits for what it found.</summary>
    /// <exception cref="GuestException">It failed to, and says why.</exception>
    public async Task<JsonElement> AskAsync(string what, object? how, CancellationToken ct)
    {
        var order = new Order(Interlocked.Increment(ref _lastOrder), what, how);
        var found = _waiting[order.Id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _orders.Writer.WriteAsync(order, ct);
        return await found.Task.WaitAsync(ct);
    }

    /// <summary>The addresses that guests use.</summary>
    public void Map(WebApplication web)
    {
        var types = new FileExtensionContentTypeProvider();
        web.MapGet("/guests/{file}", (string file) =>
            types.TryGetContentType(file, out var type) && File.Exists(Path.Combine(Folder, file))
                ? Results.File(Path.Combine(Folder, file), type)
                : Results.NotFound());
        web.MapGet("/orders", async (CancellationToken ct) => TypedResults.Json(await _orders.Reader.ReadAsync(ct)));
        web.MapPost("/orders/{id}", (int id, JsonElement found) =>
        {
            if (!_waiting.TryRemove(id, out var order))
                return Results.NotFound();
            if (found.TryGetProperty("error", out var error))
                order.TrySetException(new GuestException(error.GetString()!));
            else
                order.TrySetResult(found);
            return Results.NoContent();
        });
    }

    private sealed record Order(int Id, string What, object? How);
}

/// <summary>The guest could not do what it was asked to.</summary>
public sealed class GuestException(string message) : Exception(message);
