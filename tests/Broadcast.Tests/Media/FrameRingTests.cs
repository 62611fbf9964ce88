using TalksPlatform.Broadcast.Media;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class FrameRingTests
{
    private readonly AudioFramePool _pool = new(8);

    [Fact]
    public void A_late_reader_loses_the_oldest_and_it_is_counted()
    {
        var ring = new FrameRing(4);

        WriteTo(ring, 1, 2, 3, 4, 5, 6);

        ring.Dropped.ShouldBe(2);
        ReadFrom(ring).ShouldBe([3, 4, 5, 6]);
    }

    [Fact]
    public async Task Reading_ends_when_the_programme_does()
    {
        var ring = new FrameRing(8);
        WriteTo(ring, 1, 2);
        ring.Complete();

        var ticks = new List<long>();
        await foreach (var frame in ring.ReadAllAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None))
        {
            ticks.Add(frame.Tick);
            frame.Release();
        }

        ticks.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Writer_and_reader_at_full_speed_neither_lose_nor_repeat_a_frame_uncounted()
    {
        const int frames = 300_000;
        var ring = new FrameRing(16);
        var read = new List<long>(frames);
        var reader = Task.Run(async () =>
        {
            await foreach (var frame in ring.ReadAllAsync(TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond), TimeProvider.System, CancellationToken.None))
            {
                read.Add(frame.Tick);
                frame.Release();
            }
        });

        for (var tick = 0; tick < frames; tick++)
            WriteTo(ring, tick);
        ring.Complete();
        await reader;

        read.ShouldBeInOrder();
        read.Distinct().Count().ShouldBe(read.Count);
        (read.Count + ring.Dropped).ShouldBe(frames);
    }

    private void WriteTo(FrameRing ring, params ReadOnlySpan<long> ticks)
    {
        foreach (var tick in ticks)
        {
            var frame = _pool.Rent(tick);
            ring.Write(frame);
            frame.Release();
        }
    }

    private static List<long> ReadFrom(FrameRing ring)
    {
        var ticks = new List<long>();
        while (ring.TryRead(out var frame))
        {
            ticks.Add(frame.Tick);
            frame.Release();
        }
        return ticks;
    }
}
