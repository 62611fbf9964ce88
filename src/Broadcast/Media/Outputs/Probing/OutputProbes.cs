using System.Collections.Immutable;
using System.Threading.Channels;
using TalksPlatform.Broadcast.Hubs;

namespace TalksPlatform.Broadcast.Media.Outputs.Probing;

/// <summary>The outputs of one talk that begin on air only, as they were tried last before. Thread-safe.</summary>
internal sealed class OutputProbes
{
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private ImmutableList<OutputView> _views = [];

    public IReadOnlyList<OutputView> Views => Volatile.Read(ref _views);

    /// <summary>All is well as far as it was tried.</summary>
    public bool AllWell => !Views.Any(view => view.State == "unready");

    /// <summary>Tries all again, soon.</summary>
    public void Ask() => _asked.Writer.TryWrite(true);

    /// <summary>Waits until somebody asks, for as long as that may take.</summary>
    public async Task AskedAsync(TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(_asked.Reader.WaitToReadAsync(over.Token).AsTask(), Task.Delay(patience, time, over.Token));
        await over.CancelAsync();
        ct.ThrowIfCancellationRequested();
        _asked.Reader.TryRead(out _);
    }

    /// <summary>These are tried now; what is known of them is kept, and the others are forgotten.</summary>
    public void Expect(IEnumerable<OutputView> outputs) =>
        Change(views => [.. outputs.Select(output => views.Find(known => IsSame(known, output)) ?? output)]);

    /// <summary>Nothing is known of it any more: it was changed.</summary>
    public void Forget(OutputView output) => Change(views => views.RemoveAll(known => IsSame(known, output)));

    /// <summary>It was tried. As long as its state is the same, so is the time since when.</summary>
    public void Tell(OutputView output) => Change(views =>
        views.Find(known => IsSame(known, output)) is { } before
            ? views.Replace(before, before.State == output.State ? output with { Since = before.Since } : output)
            : views);

    private static bool IsSame(OutputView one, OutputView other) => (one.Kind, one.Id) == (other.Kind, other.Id);

    private void Change(Func<ImmutableList<OutputView>, ImmutableList<OutputView>> change) => ImmutableInterlocked.Update(ref _views, change);
}
