using System.Threading.Channels;

namespace TalksPlatform.Foundation.Messaging;

/// <summary>Wakes one loop. Set many times before the loop looks, it wakes it once.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Waits until it is set, or sets it itself when the time is up.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken ct)
    {
        await using var alarm = time.CreateTimer(_ => Set(), null, longest, Timeout.InfiniteTimeSpan);
        await _set.Reader.ReadAsync(ct);
    }
}
